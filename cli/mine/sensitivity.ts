/**
 * What `mine --sensitivity` prints: how many pairs thresholds near those of the run would let pass, and
 * what other encoders would find at its own.
 */
import { sensitivity, type Sensitivity } from '@/lib/domain/mining/sensitivity';
import { AppError, isAppError } from '@/lib/domain/errors';
import {
  encoderSensitivity,
  type EncoderSensitivity,
} from '@/lib/features/mining/encoder-sensitivity';
import type { Ctx } from '@/lib/infra/context';
import { readRunResult } from '@/lib/infra/run-result';

/** By thresholds near by, and by other encoders; null what cannot be said, and why. */
export interface Near {
  thresholds: Sensitivity | null;
  encoders: EncoderSensitivity | null;
  reason: string | null;
}

/** The run is done whatever becomes of this: a refusal is part of the answer. */
export async function nearOf(
  ctx: Ctx,
  run: { projectId: string; runId: string },
  signal: AbortSignal,
): Promise<Near> {
  const near: Near = { thresholds: null, encoders: null, reason: null };
  try {
    near.thresholds = await sensitivityOf(ctx, run.runId);
    near.encoders = await encoderSensitivity(ctx, run, { signal });
  } catch (error) {
    if (!isAppError(error)) throw error;
    near.reason = error.message;
  }
  return near;
}

export function printNear({ thresholds, encoders, reason }: Near): void {
  if (thresholds) printSensitivity(thresholds);
  if (encoders) printEncoders(encoders);
  if (reason === null) return;
  console.log(`${thresholds ? 'Other encoders are not compared' : 'No sensitivity'}: ${reason}`);
}

async function sensitivityOf(ctx: Ctx, runId: string): Promise<Sensitivity> {
  const run = await ctx.db.miningRun.findUniqueOrThrow({ where: { id: runId } });
  if (run.resultKey === null) {
    throw new AppError(
      'unprocessable',
      'This run has stored no result to look at: it compared no two images, or was made by an earlier version. Mine again with --new.',
    );
  }
  const { passing, sample } = await readRunResult(ctx.storage, run.resultKey);
  return sensitivity(passing, sample, run);
}

function printSensitivity({ minSemantic, maxVisual, yields }: Sensitivity): void {
  const rows = yields.map((row) => row.map(({ exact, count }) => `${exact ? '' : '~'}${count}`));
  const width = Math.max(7, ...rows.flat().map((cell) => cell.length));
  const line = (head: string, cells: readonly string[]): string =>
    head.padEnd(16) + cells.map((cell) => cell.padStart(width + 2)).join('');
  console.log('Pairs that pass with other thresholds:');
  console.log(
    line(
      '  semantic above',
      minSemantic.map((value) => String(value)),
    ),
  );
  for (const [k, row] of rows.entries()) console.log(line(`  visual < ${maxVisual[k]}`, row));
  if (rows.flat().some((cell) => cell.startsWith('~'))) {
    console.log('~ is estimated from the sampled pairs; --json gives its 95 % interval.');
  }
}

/** Each combination with its pairs, and how much each two of them have in common. */
function printEncoders(found: EncoderSensitivity): void {
  const { combinations, overlap, encoders, notEncoded, notImported, images } = found;
  console.log(
    `Pairs of ${images} images above ${found.minSemantic} and below ${found.maxVisual} by other encoders:`,
  );
  const names = combinations.map(({ semantic, visual }) => `${semantic} x ${visual}`);
  const width = Math.max(0, ...names.map((name) => name.length));
  combinations.forEach(({ pairs }, k) =>
    console.log(`  ${String(k + 1).padStart(3)}  ${names[k]!.padEnd(width)}  ${pairs}`),
  );
  if (combinations.length > 1) {
    console.log('Jaccard overlap of their pairs:');
    console.log(`     ${combinations.map((_, k) => String(k + 1).padStart(6)).join('')}`);
    overlap.forEach((row, k) => {
      const cells = row.map((value) => (value === null ? '-' : value.toFixed(3)).padStart(6));
      console.log(`  ${String(k + 1).padStart(3)}${cells.join('')}`);
    });
  }
  const pooled = encoders.filter(({ weights, id }) =>
    encoders.some((other) => other.id !== id && other.weights === weights),
  );
  if (pooled.length > 0) console.log('The same weights, pooled in another way:');
  for (const { id, output, pooling } of pooled) {
    console.log(`  ${id}: ${output ?? 'imported'}, pooling ${pooling ?? 'unknown'}`);
  }
  if (notEncoded.length > 0) {
    console.log(
      `Not compared, as not all images are encoded: ${notEncoded.join(', ')}. Encode them: blindpair encode --encoder ${notEncoded.join(' ')}`,
    );
  }
  if (notImported.length === 0) return;
  console.log(
    `Not compared, as imported embeddings lack some of these images: ${notImported.join(', ')}. Import the others, too: blindpair embeddings import --help`,
  );
}
