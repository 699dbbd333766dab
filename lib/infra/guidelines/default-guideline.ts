/** The guidelines that every project begins with, as files beside this one. */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { GuidelineText } from '@/lib/domain/guidelines';
import { prismaFolder } from '../db/migration-files';

let kept: Promise<GuidelineText> | null = null;

/** Read once per process. A bundler may have moved this code, so the files are found from the root. */
export function defaultGuideline(): Promise<GuidelineText> {
  kept ??= readBoth().catch((error: unknown) => {
    kept = null;
    throw error;
  });
  return kept;
}

async function readBoth(): Promise<GuidelineText> {
  const folder = join(dirname(prismaFolder()), 'lib', 'infra', 'guidelines');
  const read = (language: string): Promise<string> =>
    readFile(join(folder, `default.${language}.md`), 'utf8');
  const [en, zh] = await Promise.all([read('en'), read('zh')]);
  return { en, zh };
}
