import { Command } from 'commander';
import { CATALOGUE, catalogueEntry } from '@/lib/domain/catalogue';
import type { CatalogueEntry } from '@/lib/domain/catalogue/schema';
import { AppError } from '@/lib/domain/errors';
import { env } from '@/lib/infra/env';
import { installedEncoders } from '@/lib/infra/encoders/installed';
import { configuredHub } from '@/lib/infra/models/hub';
import { pull, type Pulled } from '@/lib/infra/models/pull';
import { startBar, type Bar } from '../lib/bar';
import { stopSignal } from '../lib/signals';

const MEGABYTE = 1024 ** 2;
const megabytes = (bytes: number): string => (bytes / MEGABYTE).toFixed(1);

export const pullCommand = (): Command =>
  new Command('pull')
    .description('Downloads published encoders and checks them.')
    .argument('<ids...>', 'ids from `blindpair models list`')
    .option('--revision <commit>', 'another branch or commit than the pinned one')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
Each file is compared with its pinned SHA-256, then the encoder is run once. Where the catalogue knows
no revision or hash, the first download writes down what it got, and from then on that is pinned.
Ctrl-C keeps what arrived: run the same command again to go on. What is complete is not asked for
again, so that this works offline.

  HF_ENDPOINT  a mirror of the Hugging Face hub
  HF_TOKEN     for models whose licence must be accepted first`,
    )
    .action(async (ids: string[], options: { revision?: string; json?: boolean }) => {
      const signal = stopSignal();
      const installed = new Set(await installedEncoders().ids());
      const entries = ids.map((id) => entryOf(id, installed));
      const results: Pulled[] = [];
      for (const entry of entries) {
        const bars = fileBars(options.json);
        try {
          const pulled = await pull({
            entry,
            folder: env().modelsDir,
            hub: configuredHub(),
            revision: options.revision,
            onProgress: bars.update,
            onWait: bars.wait,
            signal,
          });
          bars.end();
          results.push(pulled);
          if (!options.json) console.log(sentence(pulled));
        } catch (error) {
          bars.fail();
          throw error;
        }
      }
      if (options.json) {
        console.log(
          JSON.stringify(
            results.map(({ description, bytes, changed }) => ({ bytes, changed, ...description })),
            null,
            2,
          ),
        );
      }
    });

function entryOf(id: string, installed: ReadonlySet<string>): CatalogueEntry {
  const entry = catalogueEntry(id);
  if (entry) return entry;
  if (installed.has(id)) {
    throw new AppError(
      'not-found',
      `"${id}" is installed already and is none of the catalogue: there is nothing to download.`,
    );
  }
  const near = nearIds(id);
  throw new AppError(
    'not-found',
    near.length > 0
      ? `The catalogue has no encoder "${id}". Did you mean: ${near.join(', ')}? "blindpair models list" shows all.`
      : `The catalogue has no encoder "${id}". "blindpair models list" shows all that it has.`,
  );
}

/** The ids that share most words with what was typed: "clip-l14" means one of the ViT-L/14. */
export function nearIds(typed: string): string[] {
  const words = typed
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 1);
  const scored = CATALOGUE.map(({ id, name, family }) => {
    const text = `${id} ${name} ${family}`.toLowerCase();
    return { id, score: words.filter((word) => text.includes(word)).length };
  });
  const best = Math.max(...scored.map(({ score }) => score));
  return best === 0 ? [] : scored.filter(({ score }) => score === best).map(({ id }) => id);
}

const sentence = ({ description, bytes, changed }: Pulled): string =>
  changed
    ? `${description.id}  installed, ${megabytes(bytes)} MB, revision ${description.source?.revision ?? ''}. Licence: ${description.license}`
    : `${description.id}  is installed already, unchanged.`;

/** One bar after another, one per file. */
function fileBars(quiet: boolean | undefined) {
  let current: { file: string; bar: Bar } | undefined;
  return {
    update(file: string, received: number, total: number | null): void {
      if (current?.file !== file) {
        current?.bar.end();
        current = { file, bar: startBar(file.split(' ').at(-1) ?? file, quiet) };
      }
      const of = total === null ? '' : ` of ${megabytes(total)}`;
      current.bar.update(received, total ?? received * 2 + 1, `${megabytes(received)}${of} MB`);
    },
    /** Said on a line of its own: it is the only sign of life until the server answers. */
    wait(file: string, reason: string, pauseMs: number): void {
      if (quiet) return;
      if (current?.file === file) current.bar.fail();
      current = undefined;
      const seconds = (pauseMs / 1000).toLocaleString('en');
      console.error(`${file}: ${reason.replace(/\.$/, '')}; trying again in ${seconds} s`);
    },
    end: () => current?.bar.end(),
    fail: () => current?.bar.fail(),
  };
}
