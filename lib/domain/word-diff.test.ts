import { describe, expect, it } from 'vitest';
import { diffWords } from './word-diff';

describe('the difference between two texts', () => {
  it('names whole words, and leaves what is the same alone', () => {
    expect(diffWords('Is the door open or closed?', 'Is the left door open or shut?')).toEqual([
      { kind: 'same', text: 'Is the ' },
      { kind: 'added', text: 'left ' },
      { kind: 'same', text: 'door open or ' },
      { kind: 'removed', text: 'closed?' },
      { kind: 'added', text: 'shut?' },
    ]);
  });

  it('names single characters of Chinese', () => {
    expect(diffWords('门是开的', '门是关的')).toEqual([
      { kind: 'same', text: '门是' },
      { kind: 'removed', text: '开' },
      { kind: 'added', text: '关' },
      { kind: 'same', text: '的' },
    ]);
  });

  it('gives back both texts when its parts are put together', () => {
    const [before, after] = ['a  b c\nd', 'b x  c'];
    const parts = diffWords(before, after);
    const without = (kind: string): string =>
      parts
        .filter((part) => part.kind !== kind)
        .map(({ text }) => text)
        .join('');
    expect([without('added'), without('removed')]).toEqual(['a b c d', 'b x c']);
  });

  it('says nothing about nothing', () => {
    expect(diffWords('', '')).toEqual([]);
    expect(diffWords('', 'new')).toEqual([{ kind: 'added', text: 'new' }]);
  });
});
