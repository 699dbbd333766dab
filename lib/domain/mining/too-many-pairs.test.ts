import { describe, expect, it } from 'vitest';
import { tooManyPairs } from './too-many-pairs';

describe('the refusal of too many pairs', () => {
  it('names thresholds that a tenth and a hundredth of what was found would pass', () => {
    // .9500 to .9999 and .1000 to .5999, each once.
    const semantic = Array.from({ length: 5000 }, (_, k) => 0.95 + (k % 500) / 10_000);
    const visual = Array.from({ length: 5000 }, (_, k) => 0.1 + k / 10_000);
    const { message } = tooManyPairs(5_000_000, { semantic, visual });
    expect(message).toContain('More than 5,000,000 pairs pass');
    const [tenth, hundredth] = [...message.matchAll(/above (0\.\d{4})/g)].map(([, n]) => Number(n));
    const [below, farBelow] = [...message.matchAll(/below (0\.\d{4})/g)].map(([, n]) => Number(n));
    const share = (test: (k: number) => boolean) =>
      semantic.filter((_, k) => test(k)).length / semantic.length;
    expect(share((k) => semantic[k]! > tenth!)).toBeCloseTo(0.1, 2);
    expect(share((k) => semantic[k]! > hundredth!)).toBeCloseTo(0.01, 2);
    expect(share((k) => visual[k]! < below!)).toBeCloseTo(0.1, 2);
    expect(share((k) => visual[k]! < farBelow!)).toBeCloseTo(0.01, 2);
  });

  it('names no threshold that nothing can pass', () => {
    const semantic = Array.from({ length: 5000 }, () => 0.99999);
    const { message } = tooManyPairs(10, { semantic, visual: semantic });
    expect(message.match(/above 0\.9999/g)).toHaveLength(2);
  });

  it('names none where too little was found to say so', () => {
    expect(tooManyPairs(10).message).not.toMatch(/one in ten/);
    expect(tooManyPairs(10).message).toContain('Raise the semantic threshold');
  });
});
