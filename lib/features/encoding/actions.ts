'use server';
import { defineAction } from '@/lib/server/define-action';
import { removeImported } from './remove-imported';
import { removeImportedInput } from './schemas';

export const removeImportedAction = defineAction({
  scope: 'models:manage',
  input: removeImportedInput,
  run: (ctx, { encoderId }, project) => removeImported(ctx, { projectId: project.id, encoderId }),
});
