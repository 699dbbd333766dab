import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { condense, diffLines, type DiffLine } from './line-diff';

const keep = (lines: DiffLine[], kind: 'added' | 'removed'): string =>
  lines
    .filter((line) => line.kind === 'same' || line.kind === kind)
    .map(({ text }) => text)
    .join('\n');

/** Few different lines, so that texts have much in common. */
const text = fc
  .array(fc.constantFrom('', 'a', 'b', 'c'), { maxLength: 12 })
  .map((lines) => lines.join('\n'));

describe('the difference between two texts', () => {
  it('holds both texts whole, in their order', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = diffLines(before, after);
        expect(keep(lines, 'removed')).toBe(before);
        expect(keep(lines, 'added')).toBe(after);
      }),
    );
  });

  it('is the smallest one: the usual example of diff has a common part of eight', () => {
    // https://en.wikipedia.org/wiki/Diff, "Algorithm": of these two the common part is "abcdfgjz".
    const lines = diffLines([...'abcdfghjqz'].join('\n'), [...'abcdefgijkrxyz'].join('\n'));
    const of = (kind: string) => lines.filter((line) => line.kind === kind).map((l) => l.text);
    expect(of('same').join('')).toBe('abcdfgjz');
    expect(of('removed').join('')).toBe('hq');
    expect(of('added').join('')).toBe('eikrxy');
  });

  it('shows changes with their surroundings and counts what it leaves out', () => {
    const before = Array.from({ length: 20 }, (_, n) => `line ${n}`);
    const after = before.with(10, 'changed');
    const shown = condense(diffLines(before.join('\n'), after.join('\n')), 1);
    expect(shown).toEqual([
      { kind: 'gap', lines: 9 },
      { kind: 'same', text: 'line 9' },
      { kind: 'removed', text: 'line 10' },
      { kind: 'added', text: 'changed' },
      { kind: 'same', text: 'line 11' },
      { kind: 'gap', lines: 8 },
    ]);
  });
});
