import { AppError } from '@/lib/domain/errors';
import type { Ctx } from '@/lib/infra/context';
import { startBar } from './bar';
import { Cancelled } from './signals';

/** Shows a job's progress until it ends. Returns its result; throws its sentence when it failed. */
export async function followJob(
  ctx: Ctx,
  jobId: string,
  options: {
    label: string;
    signal: AbortSignal;
    quiet?: boolean;
    summary?: (result: unknown) => string;
  },
): Promise<unknown> {
  let bar = startBar(options.label, options.quiet);
  let step: string | null = null;
  for (;;) {
    if (options.signal.aborted) {
      bar.fail();
      throw new Cancelled();
    }
    const job = await ctx.db.job.findUniqueOrThrow({ where: { id: jobId } });
    if (job.step !== step && job.step !== null) {
      if (step !== null) {
        bar.end();
        bar = startBar(job.step, options.quiet);
      }
      step = job.step;
    }
    if (job.total !== null) bar.update(job.done, job.total);
    if (job.status === 'DONE') {
      bar.end(options.summary?.(job.result) ?? '');
      return job.result;
    }
    if (job.status === 'FAILED' || job.status === 'CANCELLED') {
      bar.fail();
      throw new AppError('unprocessable', job.error ?? 'The job was cancelled.');
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
