'use server';

import { defineAction } from '@/lib/server/define-action';
import { startPullInput, startVerifyInput } from './schemas';
import { startPull } from './start-pull';
import { startVerify } from './start-verify';

export const startPullAction = defineAction({
  scope: 'models:manage',
  input: startPullInput,
  run: (ctx, { encoderId }, project) => startPull(ctx, { projectId: project.id, encoderId }),
});

export const startVerifyAction = defineAction({
  scope: 'models:manage',
  input: startVerifyInput,
  run: (ctx, { encoderIds }, project) => startVerify(ctx, { projectId: project.id, encoderIds }),
});
