import { describe, expect, it } from 'vitest';
import { patchTokens, pooled } from './pooling';

/** One class token and 2 x 1 patches of two channels. */
const grid = { output: 'last_hidden_state', rows: 2, columns: 1, channels: 2, before: 1 };
const given = Float32Array.of(9, 8, 1, 2, 3, 6);

describe('pooling', () => {
  it('takes an embedding as it is, the class token, or the mean of the patches alone', () => {
    expect([...pooled(given, 'none', 6, grid)]).toEqual([9, 8, 1, 2, 3, 6]);
    expect([...pooled(given, 'first', 2, grid)]).toEqual([9, 8]);
    expect([...pooled(given, 'mean', 2, grid)]).toEqual([2, 4]);
  });

  it('averages a feature map over its places, channel by channel', () => {
    expect([...pooled(given, 'positions', 2, undefined)]).toEqual([6, 11 / 3].map(Math.fround));
    expect(() => pooled(given, 'positions', 4, undefined)).toThrow('instead of 4 maps');
  });

  it('leaves out what is no patch, and refuses another grid than the one described', () => {
    expect([...patchTokens(given, grid)]).toEqual([1, 2, 3, 6]);
    expect(() => patchTokens(given, { ...grid, rows: 3 })).toThrow('6 numbers instead of');
  });
});
