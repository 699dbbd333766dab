'use server';

import { defineAction } from '@/lib/server/define-action';
import { cancelJob, resumeJob } from './end-job';
import { jobInput } from './schemas';

export const cancelJobAction = defineAction({
  scope: 'jobs:manage',
  input: jobInput,
  run: (ctx, { jobId }, project) => cancelJob(ctx, { projectId: project.id, jobId }),
});

export const resumeJobAction = defineAction({
  scope: 'jobs:manage',
  input: jobInput,
  run: (ctx, { jobId }, project) => resumeJob(ctx, { projectId: project.id, jobId }),
});
