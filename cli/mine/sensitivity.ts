/** What `mine --sensitivity` prints: how many pairs thresholds near those of the run would let pass. */
import { sensitivity, type Sensitivity } from '@/lib/domain/mining/sensitivity';
import { AppError } from '@/lib/domain/errors';
import type { Ctx } from '@/lib/infra/context';
import { readRunResult } from '@/lib/infra/run-result';

export async function sensitivityOf(ctx: Ctx, runId: string): Promise<Sensitivity> {
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

export function printSensitivity({ minSemantic, maxVisual, yields }: Sensitivity): void {
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
