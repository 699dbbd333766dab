import { expect, it } from 'vitest';
import type { SaveState } from './draft-saver';
import { saveNews, type SaveNews } from './save-news';

const saved = (at: string | null): SaveState => ({ kind: 'saved', at });
const writes: SaveState[] = [
  { kind: 'pending' },
  { kind: 'saving' },
  saved('2026-01-01T00:00:00Z'),
];

/** The sentences that a screen reader speaks: whenever what is to be said changes. */
function spoken(states: readonly SaveState[]): SaveNews[] {
  let said: SaveNews = null;
  const heard: SaveNews[] = [];
  for (const state of states) {
    const next = saveNews(said, state);
    if (next !== said && next !== null) heard.push(next);
    said = next;
  }
  return heard;
}

it('says once that the draft is safe, however often it is saved', () => {
  expect(spoken([saved(null), ...writes, ...writes, ...writes])).toEqual(['safe']);
});

it('says nothing of a draft in which nothing was written', () => {
  expect(spoken([saved(null), { kind: 'pending' }, { kind: 'saving' }])).toEqual([]);
});

it('says trouble once while it is tried again, and that it is over', () => {
  const tries: SaveState[] = [{ kind: 'offline' }, { kind: 'saving' }, { kind: 'offline' }];
  expect(spoken([...writes, ...tries, ...writes])).toEqual(['safe', 'offline', 'safe']);
  expect(spoken([{ kind: 'signed-out' }, ...writes])).toEqual(['signedOut', 'safe']);
});

it('leaves what has a notice of its own to that notice', () => {
  expect(
    spoken([
      { kind: 'lease-lost', kept: true },
      { kind: 'refused', message: 'No.' },
    ]),
  ).toEqual([]);
});
