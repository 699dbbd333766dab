import { describe, expect, it } from 'vitest';
import { PATTERN_IDS, type PatternId } from '../patterns';
import { buildMmvpVlm, parseMmvpVlmCsv, writeMmvpVlmCsv, type VlmPair } from './mmvp-vlm';

const make = (pattern: PatternId, n: number): VlmPair[] =>
  Array.from({ length: n }, (_, i) => ({
    pairId: `${pattern}${i}`,
    pattern,
    statements: { A: `${pattern} A ${i}`, B: `"${pattern}", B ${i}` },
    firstSide: i % 2 === 0 ? 'A' : 'B',
  }));
const nine = (n: number) => [...PATTERN_IDS].reverse().flatMap((id) => make(id, n));

describe('MMVP_VLM', () => {
  it('has the nine types in the released order, whole pairs and ids 1..n, as the released data set', () => {
    const vlm = buildMmvpVlm(nine(15));
    if (!vlm.available) throw new Error(vlm.reason);
    // huggingface.co/datasets/MMVP/MMVP_VLM: 270 rows, 30 per type, folders in this order.
    expect(vlm.types).toEqual([
      'Orientation',
      'Presence',
      'State',
      'Quantity',
      'Spatial',
      'Color',
      'Structural Character',
      'Text',
      'Camera Perspective',
    ]);
    expect(vlm.rows).toHaveLength(270);
    expect(vlm.releasedScriptFits).toBe(true);
    vlm.rows.forEach((row, i) => {
      expect(row.questionId).toBe(i + 1);
      // evaluate_vlm.py takes the category from the pair's place: number of pairs // 15.
      expect(row.type).toBe(vlm.types[Math.floor(i / 30)]);
      expect(row.file).toBe(`MMVP_VLM/MLLM_VLM Images/${row.type}/${i + 1}.jpg`);
    });
    const [odd, even] = [vlm.rows[2], vlm.rows[3]];
    expect([odd?.pairId, odd?.side, even?.side]).toEqual([even?.pairId, 'B', 'A']);
  });

  it('takes equally many pairs of every type and says which it left out', () => {
    const vlm = buildMmvpVlm(
      [...nine(2), ...make('text', 1)].map((p, i) => ({ ...p, pairId: `${i}` })),
    );
    expect(vlm).toMatchObject({ available: true, pairsPerType: 2, leftOut: ['18'] });
    expect(vlm.available && vlm.releasedScriptFits).toBe(false);
    expect(buildMmvpVlm(nine(20), { perType: 15 })).toMatchObject({ releasedScriptFits: true });
  });

  it('is unavailable while a pattern has no pair, naming it, unless only present ones are wanted', () => {
    const some = [...make('color', 2), ...make('orientation', 3)];
    const all = buildMmvpVlm(some);
    expect(all).toMatchObject({ available: false, pairsPerType: 0 });
    expect(all.lacking).toHaveLength(7);
    expect(all.available ? '' : all.reason).toContain('Text');
    const present = buildMmvpVlm(some, { types: 'present' });
    expect(present).toMatchObject({
      available: true,
      types: ['Orientation', 'Color'],
      pairsPerType: 2,
      releasedScriptFits: false,
    });
    expect(buildMmvpVlm([], { types: 'present' }).available).toBe(false);
  });

  it('gives back what was written', () => {
    const vlm = buildMmvpVlm(nine(2));
    if (!vlm.available) throw new Error(vlm.reason);
    const rows = vlm.rows.map(({ questionId, type, statement }) => ({
      questionId,
      type,
      statement,
    }));
    expect(parseMmvpVlmCsv(writeMmvpVlmCsv(vlm.rows))).toEqual({ ok: true, rows });
  });

  it.each([
    ['1,Color,x\n2,Color,y\n3,State,x\n4,State,y', /after a later type/],
    ['1,State,x\n2,State,y\n3,Color,x', /same even number/],
    ['1,Colour,x\n2,Color,y', /not one of the nine/],
    ['1,Color,x\n3,Color,y', /Question ID/],
    ['1,Color,x\n2,Color,', /statement is empty/],
    ['', /no rows/],
  ])('reports what is wrong with %j', (body, message) => {
    const parsed = parseMmvpVlmCsv(`Question ID,Type,Statement\n${body}`);
    if (parsed.ok) throw new Error('this file is wrong');
    expect(parsed.problems.map((problem) => problem.message).join(' ')).toMatch(message);
  });
});
