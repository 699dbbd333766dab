/** `--out`: all pairs that passed, in a file. */
import { pairFormatOf, type PairFormat } from '@/lib/domain/formats/pair-file';
import { AppError } from '@/lib/domain/errors';
import { exportPairs } from '@/lib/features/mining/export-pairs';
import type { Ctx } from '@/lib/infra/context';
import { checkWritable, writeWhole, type Written } from '@/lib/infra/local-file';
import { startBar } from '../lib/bar';
import { Cancelled } from '../lib/signals';

export interface Out {
  path: string;
  format: PairFormat;
  force: boolean;
}

/** Asked before anything else: whether the file can be written at the end. */
export async function prepareOut(path: string, force: boolean): Promise<Out> {
  const format = pairFormatOf(path);
  if (format === null) {
    throw new AppError(
      'invalid',
      `The ending of "${path}" does not say which format. Name the file .parquet, .json, .jsonl or .csv.`,
    );
  }
  await checkWritable(path, force);
  return { path, format, force };
}

/** Nothing is left of a file that was stopped in the middle. */
export async function writeOut(
  ctx: Ctx,
  run: { projectId: string; runId: string },
  { path, format, force }: Out,
  signal: AbortSignal,
): Promise<Written & { pairs: number }> {
  const bar = startBar('Write pairs', false, { name: 'pairs', each: 1 });
  try {
    const { head, bytes } = await exportPairs(
      ctx,
      { ...run, format },
      { signal, onPairs: (done) => bar.update(done, head.pairsPassing) },
    );
    const written = await writeWhole(path, bytes, force);
    bar.end();
    return { ...written, pairs: head.pairsPassing };
  } catch (error) {
    bar.fail();
    if (!signal.aborted) throw error;
    throw new Cancelled(
      `Stopped. The run is finished and stored; write its pairs with: blindpair mine --run ${run.runId} --out FILE`,
    );
  }
}
