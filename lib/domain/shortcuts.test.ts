import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  COMMANDS,
  clash,
  isBindable,
  keysOf,
  meantKey,
  readChosen,
  shownKey,
  type ChosenKeys,
} from './shortcuts';

const on = (chosen: ChosenKeys) => ({ chosen, single: true });

describe('keys that a person chose', () => {
  it('have defaults that do not clash and can be bound', () => {
    expect(clash({})).toBeNull();
    for (const { key } of COMMANDS) expect(isBindable(key), key).toBe(true);
  });

  it('are visible characters: no space, no named key, no capital', () => {
    for (const key of ['j', 'ü', '/', '9', '中', 'ж']) expect(isBindable(key), key).toBe(true);
    for (const key of [' ', '', 'J', 'tab', 'enter', 'arrowup', 'dead', '\t', 'jk']) {
      expect(isBindable(key), key).toBe(false);
    }
  });

  it('stand for the command, and its old key stands for nothing', () => {
    const chosen = { skip: 'j' };
    expect(meantKey(on(chosen), 'j')).toBe('k');
    expect(meantKey(on(chosen), 'k')).toBeNull();
    expect(meantKey(on(chosen), 's')).toBe('s');
    // Keys without a command in the table are left alone.
    expect(meantKey(on(chosen), 'arrowup')).toBe('arrowup');
    expect(shownKey(on(chosen), 'k')).toBe('j');
    expect(shownKey(on(chosen), 'arrowup')).toBe('arrowup');
  });

  it('do nothing and are shown nowhere once single keys are off; named keys and all others stay', () => {
    const own = { chosen: { skip: 'j' }, single: false };
    for (const { key } of COMMANDS) {
      expect(meantKey(own, key), key).toBeNull();
      expect(shownKey(own, key), key).toBeNull();
    }
    for (const key of ['j', ' ', '=', '中']) expect(meantKey(own, key), key).toBeNull();
    for (const key of ['arrowup', 'enter']) expect(meantKey(own, key)).toBe(key);
    expect(['←', 'enter'].map((key) => shownKey(own, key))).toEqual(['←', 'enter']);
  });

  it('can be swapped', () => {
    const chosen = { skip: 's', 'side-by-side': 'k' };
    expect(clash(chosen)).toBeNull();
    expect([meantKey(on(chosen), 's'), meantKey(on(chosen), 'k')]).toEqual(['k', 's']);
  });

  it('clash when two commands would have one', () => {
    expect(clash({ skip: 's' })).toEqual({ key: 's', commands: ['skip', 'side-by-side'] });
  });

  it('are read from whatever is stored without an error, and never clash', () => {
    expect(readChosen({ skip: 'j', gone: 'z', flip: 'TAB', swipe: 7 })).toEqual({ skip: 'j' });
    expect(readChosen({ skip: 's' })).toEqual({});
    // L was free before there was a lens: the other choices of whoever had taken it stay.
    expect(readChosen({ skip: 'l', question: 'j' })).toEqual({ question: 'j' });
    fc.assert(
      fc.property(fc.anything(), (stored) => {
        expect(clash(readChosen(stored))).toBeNull();
      }),
    );
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...COMMANDS.map(({ id }) => id)), fc.string()),
        (stored) => {
          const chosen = readChosen(stored);
          const keys = keysOf(chosen);
          for (const { id, key } of COMMANDS) expect(meantKey(on(chosen), keys[id])).toBe(key);
        },
      ),
    );
  });
});
