import { describe, expect, it } from 'vitest';
import { refused } from './read-folder';

const problems = (count: number) => Array.from({ length: count }, (_, k) => `Row ${k + 1} is bad.`);

describe('the refusal of a benchmark', () => {
  it('says every problem of a table with a few, and how many more there are of a table of rubbish', () => {
    expect(refused(problems(20)).message).toContain('Row 20 is bad. Nothing was imported.');
    const { message } = refused(problems(100_000));
    expect(message).toContain('Row 20 is bad. And 99980 more like these.');
    expect(message).not.toContain('Row 21 ');
  });
});
