import { expect, it } from 'vitest';
import { toReportLine } from '@/lib/features/corpus/batch-queries';
import { countsSentence, whyNot } from './ingest-report';

const row = {
  id: '1',
  name: 'a.png',
  outcome: 'REFUSED',
  reason: null,
  detail: null,
  imageId: null,
} as const;

it('says in words, with its numbers, why a file was not taken', () => {
  expect(whyNot(toReportLine({ ...row, reason: 'svg', detail: '{}' }))).toContain(
    'This is an SVG drawing',
  );
  const detail = '{"width":20000,"height":20000,"limit":100}';
  expect(whyNot(toReportLine({ ...row, reason: 'too-many-pixels', detail }))).toContain(
    'It has 20,000 x 20,000 pixels; at most 100 megapixels are taken.',
  );
});

it('names the picture that was there before', () => {
  expect(whyNot(toReportLine({ ...row, outcome: 'DUPLICATE', detail: 'b.jpg' }))).toContain(
    'as b.jpg',
  );
  expect(whyNot(toReportLine({ ...row, outcome: 'ADDED' }))).toBe('');
});

it('says that there was nothing, and why, where no file was found', () => {
  expect(countsSentence({ added: 0, duplicate: 0, refused: 0 })).toContain('Check the path');
  expect(countsSentence({ added: 2, duplicate: 1, refused: 0 })).toBe(
    '2 added, 1 duplicate, 0 refused.',
  );
});
