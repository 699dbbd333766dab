/** The figures as tables that people read, in a terminal and in the model cards. */
import { patternById } from '@/lib/domain/patterns';
import { PATTERNS } from '@/miniature/scenes/kinds';
import { share } from './bars';
import type { Score } from './matching';
import type { Figures, SemanticFigures } from './measure';

type Row = readonly (string | number)[];

/** A Markdown table whose columns line up in a terminal, too. */
export function table(head: Row, rows: readonly Row[]): string {
  const cells = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, c) => Math.max(...cells.map((row) => row[c]!.length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, c) => (c === 0 ? cell.padEnd(widths[c]!) : cell.padStart(widths[c]!))).join(' | ')} |`;
  const rule = widths.map((width, c) =>
    c === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  const [first, ...rest] = cells as [string[], ...string[][]];
  return [line(first), line(rule), ...rest.map(line)].join('\n');
}

export const percent = (score: Score): string =>
  score.of === 0 ? 'none' : `${(100 * share(score)).toFixed(1)} %`;
const ofHow = (score: Score): string => `${percent(score)} of ${score.of}`;

/** One encoder with the default visual one, pattern by pattern. */
export function patternTable(figures: SemanticFigures): string {
  const rows = PATTERNS.map((id) => [
    patternById(id).name,
    figures.patterns[id]!.pairs,
    figures.patterns[id]!.disjoint,
    ofHow(figures.matching.patterns[id]),
    ofHow(figures.matchingOfMined.patterns[id]),
  ]);
  return table(
    ['pattern', 'mined', 'disjoint', 'text matching', 'text matching, mined'],
    [
      ...rows,
      ['all', figures.mined, '', ofHow(figures.matching.all), ofHow(figures.matchingOfMined.all)],
    ],
  );
}

export function variantTable(figures: Figures): string {
  const names = figures.semantic.map(({ encoder }) => encoder);
  const row = (label: string, of: (one: SemanticFigures) => string | number): Row => [
    label,
    ...figures.semantic.map(of),
  ];
  return table(
    ['', ...names],
    [
      row('zero-shot top-1, classes of training', (one) => ofHow(one.zeroShot.seen)),
      row('zero-shot top-1, held-out classes', (one) => ofHow(one.zeroShot.heldOut)),
      row('pairs mined', (one) => one.mined),
      row('of them one scene with a change', (one) => `${(100 * one.namedShare).toFixed(1)} %`),
      row('near-duplicates mined', (one) => one.nearDuplicatesMined),
      row('text matching, all patterns', (one) => percent(one.matching.all)),
      ...PATTERNS.map((id) =>
        row(`text matching, ${patternById(id).name}`, (one) => percent(one.matching.patterns[id])),
      ),
      row('text matching, mined pairs', (one) => ofHow(one.matchingOfMined.all)),
    ],
  );
}

const small = (value: number | null): string => (value === null ? '' : value.toExponential(1));

export const agreementTable = (figures: Figures): string =>
  table(
    ['1 - cosine, PyTorch and onnxruntime', 'image', 'patch token', 'text'],
    figures.agreement.map(({ encoder, image, token, text }) => [
      encoder,
      small(image),
      small(token),
      small(text),
    ]),
  );
