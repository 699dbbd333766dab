/** A folder in exactly MMVP's published form, with pictures of our own. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ctx } from '@/lib/infra/context';
import { samplePhotograph } from '@/lib/infra/images/sample';

export const PAIRS = 10;
/** Positions whose two keys are exchanged in the file, as two of MMVP's own are. */
export const SWAPPED = [4, 9];

export const imageNames = (): string[] =>
  Array.from({ length: 2 * PAIRS }, (_, k) => join('MMVP Images', `${k + 1}.jpg`));

export async function writePublished(folder: string): Promise<void> {
  await mkdir(join(folder, 'MMVP Images'));
  for (const [k, name] of imageNames().entries()) {
    await writeFile(join(folder, name), await samplePhotograph(k + 1));
  }
  await writeFile(join(folder, 'Questions.csv'), publishedCsv(SWAPPED));
}

/** As published: the typo in the header, (a) then (b) in every pair, quotes only where a comma asks for them. */
function publishedCsv(swapped: readonly number[]): string {
  const rows = Array.from({ length: PAIRS }, (_, k) => {
    const question =
      k % 2 === 0 ? `Is shape ${k + 1} open or closed?` : `"Seen from here, is it ${k + 1}?"`;
    const options = k % 3 === 0 ? '"(a) Yes, it is (b) No"' : '(a) Open (b) Closed';
    const keys = swapped.includes(k + 1) ? ['(b)', '(a)'] : ['(a)', '(b)'];
    return keys.map((key, i) => `${2 * k + 1 + i},${question},${options},${key}`).join('\n');
  });
  return `lndex,Question,Options,Correct Answer\n${rows.join('\n')}\n`;
}

/** Objects and rows of a project, to see that a refused import leaves none. */
export async function whatIsLeft({ db, storage }: Ctx, projectId: string) {
  const where = { projectId };
  let objects = 0;
  for await (const _ of storage.list('')) objects += 1;
  return {
    objects,
    batches: await db.uploadBatch.count({ where }),
    benchmarks: await db.importedBenchmark.count({ where }),
    images: await db.image.count({ where }),
    pairs: await db.pair.count({ where }),
  };
}

/** The plain protocol with attention checks. */
export const protocolOf = (attentionChecks: number) => ({
  primaryEstimand: 'mean-individual-pair-accuracy' as const,
  ...{ presentation: 'single-image' as const, sessionGapHours: null, pairsPerRater: null },
  ...{ consentText: '', pilot: false, practiceNumbers: [], qualifyPercent: 0, attentionChecks },
  ...{ attentionMistakesAllowed: null, leastMedianMs: null, timeCapMinutes: null },
  completionCode: null,
});
