import type { BatchCounts } from '@/lib/features/corpus/batch-counts';
import { LINE_SELECT, toReportLine, type ReportLine } from '@/lib/features/corpus/batch-queries';
import type { Ctx } from '@/lib/infra/context';

/** Why a file is not a new image, in a sentence; empty for one that was added. */
export const whyNot = ({ reason, sameAs }: Pick<ReportLine, 'reason' | 'sameAs'>): string =>
  reason?.sentence ?? (sameAs === null ? '' : `The same picture as ${sameAs}.`);

/** Each file that is not a new image with its reason, and the counts; as JSON every file. */
export async function printReport(
  ctx: Pick<Ctx, 'db'>,
  batchId: string,
  counts: BatchCounts,
  json: boolean,
): Promise<void> {
  const files = await ctx.db.uploadFile.findMany({
    where: { batchId, ...(json ? {} : { outcome: { not: 'ADDED' } }) },
    orderBy: { name: 'asc' },
    select: LINE_SELECT,
  });
  const lines = files.map(toReportLine);
  if (json) {
    const rows = lines.map(({ id: _, ...line }) => line);
    console.log(JSON.stringify({ batchId, ...counts, files: rows }, null, 2));
    return;
  }
  for (const line of lines) {
    console.log(`${line.outcome.toLowerCase().padEnd(10)} ${line.name}  ${whyNot(line)}`);
  }
  console.log(countsSentence(counts));
}

/** The last line of a report. */
export function countsSentence({
  added,
  duplicate,
  refused,
}: Pick<BatchCounts, 'added' | 'duplicate' | 'refused'>): string {
  if (added + duplicate + refused === 0) {
    return 'No files were found; those whose names begin with a dot are passed over. Nothing was added. Check the path.';
  }
  return `${added} added, ${duplicate} ${duplicate === 1 ? 'duplicate' : 'duplicates'}, ${refused} refused.`;
}
