'use server';

import { defineAction } from '@/lib/server/define-action';
import { createBatch } from './create-batch';
import { finishBatch } from './finish-batch';
import { batchInput, createBatchInput } from './schemas';

export const createBatchAction = defineAction({
  scope: 'corpus:add',
  input: createBatchInput,
  run: (ctx, { source, licence }, project) =>
    createBatch(ctx, { projectId: project.id, source, licence }),
});

export const finishBatchAction = defineAction({
  scope: 'corpus:add',
  input: batchInput,
  run: (ctx, { batchId }, project) => finishBatch(ctx, { projectId: project.id, batchId }),
});
