import type { PatchGrid } from '@/lib/domain/lens/token-match';

/** Row and column as people count them, from 1. */
export const placeOf = (
  { columns }: PatchGrid,
  patch: number,
): { row: number; column: number } => ({
  row: Math.floor(patch / columns) + 1,
  column: (patch % columns) + 1,
});
