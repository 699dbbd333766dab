'use server';
import { defineAction } from '@/lib/server/define-action';
import { closeStudy } from './close-study';
import { createStudy } from './create-study';
import { openStudy } from './open-study';
import {
  createStudyInput,
  openStudyInput,
  ownRatingInput,
  startRatingInput,
  studyInput,
  studyRaterInput,
  updateStudyInput,
} from './schemas';
import { startRating } from './start-rating';
import { updateStudy } from './update-study';
import { withdrawFromStudy, withdrawRater } from './withdraw-rater';

export const createStudyAction = defineAction({
  scope: 'study:manage',
  input: createStudyInput,
  run: (ctx, input, project) => createStudy(ctx, { ...input, projectId: project.id }),
});

export const updateStudyAction = defineAction({
  scope: 'study:manage',
  input: updateStudyInput,
  run: (ctx, input, project) => updateStudy(ctx, { ...input, projectId: project.id }),
});

export const openStudyAction = defineAction({
  scope: 'study:manage',
  input: openStudyInput,
  run: (ctx, input, project) => openStudy(ctx, { ...input, projectId: project.id }),
});

export const closeStudyAction = defineAction({
  scope: 'study:manage',
  input: studyInput,
  run: (ctx, input, project) => closeStudy(ctx, { ...input, projectId: project.id }),
});

export const withdrawRaterAction = defineAction({
  scope: 'study:manage',
  input: studyRaterInput,
  run: (ctx, input, project) => withdrawRater(ctx, { ...input, projectId: project.id }),
});

export const startRatingAction = defineAction({
  scope: 'self',
  input: startRatingInput,
  run: startRating,
});

export const withdrawFromStudyAction = defineAction({
  scope: 'self',
  input: ownRatingInput,
  run: withdrawFromStudy,
});
