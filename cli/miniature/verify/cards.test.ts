import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { MINIATURE_WEIGHTS, createEncoderRegistry } from '@/lib/infra/encoders/registry';
import { GENERATOR } from '../corpus-options';
import { missedBars } from './bars';
import { measuredParts, readReport, withMeasured } from './cards';

const report = await readReport('.');

describe('the figures that the documents give', () => {
  it('are those of the committed report, word for word', async () => {
    for (const [file, part] of measuredParts(report)) {
      expect(await readFile(file, 'utf8'), file).toContain(part);
    }
  });

  it('were measured on the test corpus of this generator, with every encoder that ships', async () => {
    expect(report).toMatchObject({ generator: GENERATOR, split: 'test', scenes: 3000 });
    const shipped = await createEncoderRegistry([MINIATURE_WEIGHTS]).list();
    expect(report.agreement.map(({ encoder }) => encoder).sort()).toEqual(
      shipped.map(({ id }) => id),
    );
  });

  it('reach every bar', () => {
    expect(missedBars({ ...report, pairs: [] })).toEqual([]);
  });

  it('go nowhere but between their marks', () => {
    const card = 'a\n<!-- measured -->\nold\n<!-- end of measured -->\nb\n';
    expect(withMeasured(card, 'new')).toBe(
      'a\n<!-- measured -->\n\nnew\n\n<!-- end of measured -->\nb\n',
    );
    expect(() => withMeasured('no marks', 'new')).toThrow('no place');
  });
});
