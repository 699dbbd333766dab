'use server';
import { defineAction } from '@/lib/server/define-action';
import { startScoringInput } from './schemas';
import { startScoring } from './start-scoring';

export const startScoringAction = defineAction({
  scope: 'evaluation:import',
  input: startScoringInput,
  run: (ctx, { version }, project) => startScoring(ctx, { projectId: project.id, version }),
});
