'use server';
import { defineAction } from '@/lib/server/define-action';
import { answerReview } from './answer-review';
import { claimReview } from './claim-review';
import { decideReview } from './decide-review';
import { releaseReview, renewReview } from './keep-review';
import { reviewKey } from './queries';
import { rejectApproved } from './reject-approved';
import { reopenPair } from './reopen-pair';
import {
  answerInput,
  decideInput,
  pairInput,
  projectInput,
  rejectApprovedInput,
  reopenInput,
  reviewInput,
} from './schemas';

const scope = 'review:write';

export const claimReviewAction = defineAction({
  scope,
  input: projectInput,
  run: (ctx, _input, project) => claimReview(ctx, { projectId: project.id }),
});

export const renewReviewAction = defineAction({
  scope,
  input: reviewInput,
  run: (ctx, input, project) => renewReview(ctx, { ...input, projectId: project.id }),
});

export const releaseReviewAction = defineAction({
  scope,
  input: pairInput,
  run: (ctx, input, project) => releaseReview(ctx, { ...input, projectId: project.id }),
});

export const answerReviewAction = defineAction({
  scope,
  input: answerInput,
  run: (ctx, input, project) => answerReview(ctx, { ...input, projectId: project.id }),
});

export const reviewKeyAction = defineAction({
  scope,
  input: reviewInput,
  run: (ctx, input, project) =>
    reviewKey(ctx, { projectId: project.id, questionId: input.questionId }),
});

export const decideReviewAction = defineAction({
  scope,
  input: decideInput,
  run: (ctx, input, project) => decideReview(ctx, { ...input, projectId: project.id }),
});

export const reopenPairAction = defineAction({
  scope: 'pair:manage',
  input: reopenInput,
  run: (ctx, input, project) => reopenPair(ctx, { ...input, projectId: project.id }),
});

export const rejectApprovedAction = defineAction({
  scope: 'pair:manage',
  input: rejectApprovedInput,
  run: (ctx, input, project) => rejectApproved(ctx, { ...input, projectId: project.id }),
});
