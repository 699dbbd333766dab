import { describe, expect, it } from 'vitest';
import { keptWords } from './kept-words';

const shape = {
  parse: (raw: unknown) => (typeof raw === 'string' ? raw : null),
  isEmpty: (words: string) => words.trim() === '',
};

function device() {
  const stored = new Map<string, string>();
  const storage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  } as unknown as Storage;
  return { stored, storage: () => storage };
}

describe('words that wait to be sent', () => {
  it('are back for the same person and place, and for nobody and nothing else', () => {
    const { storage } = device();
    const of = (personId: string, place: string) =>
      keptWords(storage, { personId, of: place }, shape);
    of('ann', 'one').write('The key is wrong.');
    expect(of('ann', 'one').read()).toBe('The key is wrong.');
    expect([of('ben', 'one').read(), of('ann', 'two').read()]).toEqual([null, null]);
  });

  it('leave nothing behind once they were sent or deleted', () => {
    for (const end of [null, ' ']) {
      const { stored, storage } = device();
      const kept = keptWords(storage, { personId: 'ann', of: 'one' }, shape);
      kept.write('The key is wrong.');
      kept.write(end);
      expect(stored.size).toBe(0);
    }
  });

  it('are nothing where the device keeps nothing, or something else', () => {
    const { stored, storage } = device();
    const kept = keptWords(storage, { personId: 'ann', of: 'one' }, shape);
    kept.write('x');
    for (const raw of ['{"a":1}', 'not JSON']) {
      for (const key of stored.keys()) stored.set(key, raw);
      expect(kept.read()).toBeNull();
    }
    const none = keptWords(
      () => {
        throw new Error('SecurityError');
      },
      { personId: 'ann', of: 'one' },
      shape,
    );
    none.write('x');
    expect(none.read()).toBeNull();
  });
});
