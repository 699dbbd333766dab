import type { FailureLike } from '@/lib/ui/i18n/use-failure-text';

type Answer = { ok: true } | { ok: false; error: FailureLike };
type JobAction = (
  input: { project: string; jobId: string },
  as: string | undefined,
) => Promise<Answer>;

/** They belong to the jobs; the page puts the two together. */
export interface JobActions {
  cancel: JobAction;
  resume: JobAction;
}
