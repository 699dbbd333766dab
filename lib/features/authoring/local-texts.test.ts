import { beforeEach, describe, expect, it } from 'vitest';
import { EMPTY_QUESTION } from '@/lib/domain/question-lint';
import { shownTexts } from './components/lost-texts';
import { draftMirror } from './draft-mirror';
import { localTexts } from './local-texts';
import type { MyWork } from './queries';

const of = (question: string) => ({ ...EMPTY_QUESTION, question });
const EARLY = '2026-01-15T09:00:00.000Z';
const LATE = '2026-01-15T10:00:00.000Z';

let stored: Map<string, string>;
let storage: () => Storage;
beforeEach(() => {
  stored = new Map();
  const device = {
    get length() {
      return stored.size;
    },
    key: (at: number) => [...stored.keys()][at] ?? null,
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  } as unknown as Storage;
  storage = () => device;
});

describe('texts on this device', () => {
  it('stay, each once, until the person puts them away', () => {
    const texts = localTexts(storage, 'ann', 'cups');
    for (const [question, at] of [
      ['One?', EARLY],
      ['Two?', LATE],
      ['One?', EARLY],
    ] as const) {
      expect(texts.add({ pairId: 'p', number: 7, content: of(question), at })).toBe(true);
    }
    texts.add({ pairId: 'p', number: 7, content: EMPTY_QUESTION, at: LATE });
    expect(texts.all().map(({ content }) => content.question)).toEqual(['Two?', 'One?']);
    texts.drop('p', of('One?'));
    expect(texts.ofPair('p')).toEqual([{ pairId: 'p', number: 7, at: LATE, content: of('Two?') }]);
    texts.drop('p', of('Two?'));
    expect(stored.size).toBe(0);
  });

  it('are shown to nobody else who uses this device, and in no other project', () => {
    localTexts(storage, 'ann', 'cups').add({ pairId: 'p', number: 7, content: of('?'), at: LATE });
    expect(localTexts(storage, 'ben', 'cups').all()).toEqual([]);
    expect(localTexts(storage, 'ann', 'doors').all()).toEqual([]);
  });

  it('are joined by the copy of a draft that never reached the server, to be put away alike', () => {
    const label = () => ({ project: 'cups', number: 3, at: LATE, page: 'one' });
    const mirror = draftMirror(storage, 'ann', 'q', label);
    mirror.write({ content: of('Never sent?'), baseVersion: 0, questionId: null });
    const texts = localTexts(storage, 'ann', 'cups');
    expect(texts.all()).toMatchObject([{ pairId: 'q', number: 3, content: of('Never sent?') }]);
    texts.drop('q', of('Something else?'));
    expect(mirror.read()?.content).toEqual(of('Never sent?'));
    texts.drop('q', of('Never sent?'));
    expect(mirror.read()).toBeNull();
  });

  it('hold what one window of two has still to send when the other writes or is done', () => {
    const texts = localTexts(storage, 'ann', 'cups');
    const windowOf = (page: string) =>
      draftMirror(
        storage,
        'ann',
        'p',
        () => ({ project: 'cups', number: 7, at: LATE, page }),
        (words) => texts.add({ pairId: 'p', number: 7, ...words }),
      );
    const [one, two] = [windowOf('one'), windowOf('two')];
    const entry = (question: string) => ({
      content: of(question),
      baseVersion: 1,
      questionId: null,
    });
    // A conflict in one window waits for an answer; in the other the person writes on, and it is saved.
    one.write(entry('Waits for an answer?'));
    two.clear();
    expect(one.read()?.content).toEqual(of('Waits for an answer?'));
    two.write(entry('Wri'));
    two.write(entry('Written on?'));
    two.clear();
    expect(two.read()).toBeNull();
    expect(texts.ofPair('p').map(({ content }) => content)).toEqual([of('Waits for an answer?')]);
    // Not each word of it: what a window goes on from is no other text.
    one.write(entry('Waits?'));
    two.write(entry('Waits?'));
    one.write(entry('Waits no more?'));
    expect(texts.ofPair('p')).toHaveLength(1);
    // After a reload the copy is the new page's to take away once it says what the server has.
    const again = windowOf('three');
    again.clear(of('Something else?'));
    expect(again.read()?.content).toEqual(of('Waits no more?'));
    again.clear(of('Waits no more?'));
    expect(again.read()).toBeNull();
  });

  it('get in the way of nothing where the device keeps nothing', () => {
    const none = localTexts(
      () => {
        throw new Error('SecurityError');
      },
      'ann',
      'cups',
    );
    expect(none.add({ pairId: 'p', number: 7, content: of('?'), at: LATE })).toBe(false);
    none.drop('p', of('?'));
    expect(none.all()).toEqual([]);
  });
});

describe('the list of kept texts', () => {
  const server = { pairId: 'p', number: 7, writtenAt: EARLY, pair: 'held' as const };
  const work = (texts: MyWork['texts'], begun: string[] = []): MyWork =>
    ({
      texts,
      drafts: begun.map((pairId) => ({ pairId })),
      changesRequested: [],
    }) as unknown as MyWork;

  it('names a text once that the server keeps, that is a draft still and that lies here, too', () => {
    const here = [{ pairId: 'p', number: 7, content: of('Mine?'), at: LATE }];
    const both = [
      { ...server, id: null, content: of('Mine?') },
      { ...server, id: 'k', content: of('Mine?') },
    ];
    expect(shownTexts(work(both), here)).toMatchObject([{ id: 'k', pair: 'held' }]);
    expect(shownTexts(work([]), here)).toMatchObject([{ id: null, pair: 'device' }]);
  });

  it('leaves out what his own draft will bring back when he opens it', () => {
    const here = [{ pairId: 'p', number: 7, content: of('Mine?'), at: LATE }];
    expect(shownTexts(work([], ['p']), here)).toEqual([]);
  });
});
