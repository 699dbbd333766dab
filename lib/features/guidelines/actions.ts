'use server';
import { defineAction } from '@/lib/server/define-action';
import { markGuidelineRead } from './mark-guideline-read';
import { saveGuideline } from './save-guideline';
import { readGuidelineInput, saveGuidelineInput } from './schemas';

export const saveGuidelineAction = defineAction({
  scope: 'guidelines:edit',
  input: saveGuidelineInput,
  run: (ctx, input, project) => saveGuideline(ctx, { ...input, projectId: project.id }),
});

export const markGuidelineReadAction = defineAction({
  scope: 'guidelines:view',
  input: readGuidelineInput,
  run: (ctx, { version }, project) => markGuidelineRead(ctx, { version, projectId: project.id }),
});
