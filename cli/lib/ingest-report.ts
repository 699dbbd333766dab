import { z } from 'zod';
import type { BatchCounts } from '@/lib/features/corpus/batch-counts';
import { isRefusalCode, refusalSentence } from '@/lib/domain/image-rules';
import type { Ctx } from '@/lib/infra/context';

interface FileRow {
  name: string;
  outcome: 'ADDED' | 'DUPLICATE' | 'REFUSED';
  reason: string | null;
  /** Name of the same picture; of a refused file the reason's numbers as JSON. */
  detail: string | null;
}

const numbers = z.record(z.string(), z.number());

/** Why a file is not a new image, in a sentence; empty for one that was added. */
export function whyNot({ outcome, reason, detail }: FileRow): string {
  if (outcome === 'ADDED') return '';
  if (outcome === 'DUPLICATE') return `The same picture as ${detail ?? 'another file'}.`;
  if (reason === null || !isRefusalCode(reason)) return reason ?? 'Refused.';
  return refusalSentence({ code: reason, params: numbers.parse(JSON.parse(detail ?? '{}')) });
}

/** Each file that is not a new image with its reason, and the counts; as JSON every file. */
export async function printReport(
  ctx: Pick<Ctx, 'db'>,
  batchId: string,
  counts: BatchCounts,
  json: boolean,
): Promise<void> {
  const rows = await ctx.db.uploadFile.findMany({
    where: { batchId, ...(json ? {} : { outcome: { not: 'ADDED' } }) },
    orderBy: { name: 'asc' },
    select: { name: true, outcome: true, reason: true, detail: true, imageId: true },
  });
  if (json) {
    const files = rows.map((row) => {
      const { name, outcome, reason, imageId } = row;
      return { name, outcome, reason, message: whyNot(row), imageId };
    });
    console.log(JSON.stringify({ batchId, ...counts, files }, null, 2));
    return;
  }
  for (const row of rows) {
    console.log(`${row.outcome.toLowerCase().padEnd(10)} ${row.name}  ${whyNot(row)}`);
  }
  const { added, duplicate, refused } = counts;
  console.log(`${added} added, ${duplicate} duplicates, ${refused} refused.`);
}
