import type { EncoderJob } from './job-states';

export const isLive = (job: Pick<EncoderJob, 'status'> | null): boolean =>
  job?.status === 'QUEUED' || job?.status === 'RUNNING';
