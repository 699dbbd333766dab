'use server';
import { defineAction } from '@/lib/server/define-action';
import { createCheckRun } from './create-check-run';
import { createCheckRunInput } from './schemas';

export const createCheckRunAction = defineAction({
  scope: 'checks:run',
  input: createCheckRunInput,
  run: (ctx, { studyId }, project) => createCheckRun(ctx, { projectId: project.id, studyId }),
});
