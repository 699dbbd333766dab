'use server';
import { defineAction } from '@/lib/server/define-action';
import { answerReview } from './answer-review';
import { claimReview } from './claim-review';
import { addRemark } from './conversation';
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
  remarkInput,
  reopenInput,
  reviewInput,
  reviewRulesInput,
} from './schemas';
import { setReviewRules } from './set-review-rules';
import { undoVerdict } from './undo-verdict';

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

export const undoVerdictAction = defineAction({
  scope,
  input: reviewInput,
  run: (ctx, input, project) => undoVerdict(ctx, { ...input, projectId: project.id }),
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

export const addRemarkAction = defineAction({
  scope: 'authoring:write',
  input: remarkInput,
  run: (ctx, input, project) => addRemark(ctx, { ...input, projectId: project.id }),
});

export const setReviewRulesAction = defineAction({
  scope: 'pair:manage',
  input: reviewRulesInput,
  run: (ctx, input, project) => setReviewRules(ctx, { ...input, projectId: project.id }),
});
