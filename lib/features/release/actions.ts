'use server';
import { defineAction } from '@/lib/server/define-action';
import { createRelease } from './create-release';
import { createReleaseInput } from './schemas';

export const createReleaseAction = defineAction({
  scope: 'release:make',
  input: createReleaseInput,
  run: (ctx, { checkRunId, name }, project) =>
    createRelease(ctx, { projectId: project.id, checkRunId, name }),
});
