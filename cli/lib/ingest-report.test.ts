import { expect, it } from 'vitest';
import { whyNot } from './ingest-report';

const row = { name: 'a.png', outcome: 'REFUSED', reason: null, detail: null } as const;

it('says in words, with its numbers, why a file was not taken', () => {
  expect(whyNot({ ...row, reason: 'svg', detail: '{}' })).toContain('This is an SVG drawing');
  expect(
    whyNot({
      ...row,
      reason: 'too-many-pixels',
      detail: '{"width":20000,"height":20000,"limit":100}',
    }),
  ).toContain('It has 20,000 x 20,000 pixels; at most 100 megapixels are taken.');
});

it('names the picture that was there before', () => {
  expect(whyNot({ ...row, outcome: 'DUPLICATE', detail: 'b.jpg' })).toContain('as b.jpg');
  expect(whyNot({ ...row, outcome: 'ADDED' })).toBe('');
});
