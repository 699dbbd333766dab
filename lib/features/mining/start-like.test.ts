import { expect, it } from 'vitest';
import type { EncoderChoice, RunRow } from './run-queries';
import { startLike } from './start-like';

const used = (...ids: string[]) => ids.map((id) => ({ id, weights: 'x', preprocessing: 'x' }));
const run: RunRow = {
  ...{ id: 'x', semantic: used('clip', 'clip-large', 'siglip'), visual: used('dino') },
  ...{ agreement: { semantic: 2, visual: 1 }, minSemantic: 0.9, maxVisual: 0.5, perImage: 7 },
  ...{ rankBy: 'visual', perCluster: 4, clusters: 9, limit: 200, version: 'test' },
  ...{ createdAt: '2026-03-14T15:09:00.000Z', finishedAt: null, images: 9, leftOut: 0 },
  ...{ withoutEmbedding: 0, downloadable: true, pairsCompared: '36', pairsPassing: 1 },
  ...{ pairsKept: 1, job: null },
};
const choice = (id: string, role: 'semantic' | 'visual', unusable: string | null = null) =>
  ({ id, name: id, role, miniature: false, imported: false, unusable }) satisfies EncoderChoice;
const all = [
  ...['other', 'clip', 'clip-large', 'siglip'].map((id) => choice(id, 'semantic')),
  ...['another', 'dino'].map((id) => choice(id, 'visual')),
];

it('begins with every parameter of the run but the thresholds that were chosen', () => {
  expect(startLike(run, all, { s: 0.93, v: undefined })).toEqual({
    semantic: { first: 'clip', further: ['clip-large', 'siglip'], agree: 2 },
    visual: { first: 'dino', further: [], agree: 'all' },
    ...{ minSemantic: 0.93, maxVisual: 0.5, perImage: 7, rankBy: 'visual' },
    ...{ perCluster: 4, limit: 200, missing: [] },
  });
  const any = startLike({ ...run, agreement: { semantic: 1, visual: 1 } }, all, {});
  expect(any.semantic?.agree).toBe('any');
  expect(any.visual?.agree).toBe('all');
});

it('names the encoders that cannot be used now, and asks for no agreement that cannot be met', () => {
  const left = [choice('siglip', 'semantic'), choice('dino', 'visual', 'Its file is gone.')];
  expect(startLike(run, left, {})).toMatchObject({
    semantic: { first: 'siglip', further: [], agree: 'all' },
    visual: undefined,
    missing: ['clip', 'clip-large', 'dino'],
  });
});

it('leaves the usual values where no run is named', () => {
  expect(startLike(null, all, { s: 0.93 })).toEqual({ minSemantic: 0.93, missing: [] });
});
