'use server';

import { defineAction } from '@/lib/server/define-action';
import { keepImage, keepReason } from './keep-images';
import { leaveOutImage } from './leave-out-image';
import { keepImageInput, keepReasonInput, leaveOutInput, startHygieneInput } from './schemas';
import { startHygiene } from './start-hygiene';

const scope = 'corpus:manage';

export const startHygieneAction = defineAction({
  scope,
  input: startHygieneInput,
  run: (ctx, { thresholds }, project) => startHygiene(ctx, { projectId: project.id, thresholds }),
});

export const keepImageAction = defineAction({
  scope,
  input: keepImageInput,
  run: (ctx, { imageId, keep }, project) =>
    keepImage(ctx, { projectId: project.id, imageId, keep }),
});

export const keepReasonAction = defineAction({
  scope,
  input: keepReasonInput,
  run: (ctx, { reason, keep }, project) => keepReason(ctx, { projectId: project.id, reason, keep }),
});

export const leaveOutImageAction = defineAction({
  scope,
  input: leaveOutInput,
  run: (ctx, { imageId, note }, project) =>
    leaveOutImage(ctx, { projectId: project.id, imageId, note }),
});
