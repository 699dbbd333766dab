'use server';
import { defineAction } from '@/lib/server/define-action';
import { setAssistance } from './assist/assistance';
import { takeProposal } from './assist/take-proposal';
import { claimPair } from './claim-pair';
import { dismissText, keepText } from './keep-draft';
import { offerAgain } from './offer-again';
import { rejectPair, undoRejectPair } from './reject-pair';
import { forgetSkips, releasePair, skipPair, undoSkip } from './release-pair';
import { renewLease } from './renew-lease';
import { saveDraft } from './save-draft';
import {
  assistanceInput,
  claimInput,
  dismissTextInput,
  keepTextInput,
  pairInput,
  projectInput,
  rejectInput,
  saveDraftInput,
  submitInput,
  takeInput,
} from './schemas';
import { submitQuestion } from './submit-question';

const scope = 'authoring:write';

export const claimPairAction = defineAction({
  scope,
  input: claimInput,
  run: (ctx, input, project) => claimPair(ctx, { ...input, projectId: project.id }),
});

export const renewLeaseAction = defineAction({
  scope,
  input: pairInput,
  run: (ctx, input, project) => renewLease(ctx, { ...input, projectId: project.id }),
});

export const releasePairAction = defineAction({
  scope,
  input: pairInput,
  run: (ctx, input, project) => releasePair(ctx, { ...input, projectId: project.id }),
});

export const skipPairAction = defineAction({
  scope,
  input: pairInput,
  run: (ctx, input, project) => skipPair(ctx, { ...input, projectId: project.id }),
});

export const undoSkipAction = defineAction({
  scope,
  input: pairInput,
  run: (ctx, input, project) => undoSkip(ctx, { ...input, projectId: project.id }),
});

export const offerAgainAction = defineAction({
  scope: 'review:write',
  input: pairInput,
  run: (ctx, input, project) => offerAgain(ctx, { ...input, projectId: project.id }),
});

export const forgetSkipsAction = defineAction({
  scope,
  input: projectInput,
  run: (ctx, _input, project) => forgetSkips(ctx, { projectId: project.id }),
});

export const saveDraftAction = defineAction({
  scope,
  input: saveDraftInput,
  run: (ctx, input, project) => saveDraft(ctx, { ...input, projectId: project.id }),
});

export const keepTextAction = defineAction({
  scope,
  input: keepTextInput,
  run: (ctx, input, project) => keepText(ctx, { ...input, projectId: project.id }),
});

export const dismissTextAction = defineAction({
  scope,
  input: dismissTextInput,
  run: (ctx, input, project) => dismissText(ctx, { ...input, projectId: project.id }),
});

export const submitQuestionAction = defineAction({
  scope,
  input: submitInput,
  run: (ctx, input, project) => submitQuestion(ctx, { ...input, projectId: project.id }),
});

export const rejectPairAction = defineAction({
  scope,
  input: rejectInput,
  run: (ctx, input, project) => rejectPair(ctx, { ...input, projectId: project.id }),
});

export const undoRejectPairAction = defineAction({
  scope,
  input: pairInput,
  run: (ctx, input, project) => undoRejectPair(ctx, { ...input, projectId: project.id }),
});

export const takeProposalAction = defineAction({
  scope,
  input: takeInput,
  run: (ctx, input, project) => takeProposal(ctx, { ...input, projectId: project.id }),
});

export const setAssistanceAction = defineAction({
  scope: 'pair:manage',
  input: assistanceInput,
  run: (ctx, input, project) => setAssistance(ctx, { ...input, projectId: project.id }),
});
