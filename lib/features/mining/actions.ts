'use server';

import { defineAction } from '@/lib/server/define-action';
import { startMiningInput } from './schemas';
import { startMining } from './start-mining';

export const startMiningAction = defineAction({
  scope: 'mining:run',
  input: startMiningInput,
  run: (ctx, { project: _slug, ...fields }, project) =>
    startMining(ctx, { ...fields, projectId: project.id }),
});
