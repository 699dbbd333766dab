/** The committed report, and the tables of the model cards, which are made from nothing else. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultSemantic, type Summary } from './bars';
import type { Figures } from './measure';
import { agreementTable, patternTable, variantTable } from './tables';

const REPORT = 'miniature/report.json';
const CARDS = 'miniature/weights';
const GUIDE = 'docs/miniature.md';

export interface Report extends Omit<Figures, 'pairs'> {
  /** Version of the scene generator. */
  generator: string;
  split: string;
  summary: Summary;
}

const MEASURED = /(<!-- measured -->\n)[\s\S]*?(\n<!-- end of measured -->)/;

/** What stands between the marks of an encoder's card. */
export function measuredPart(report: Report, encoder: string): string {
  const agreement = agreementTable({
    ...report,
    pairs: [],
    agreement: report.agreement.filter((one) => one.encoder === encoder),
  });
  const one = report.semantic.find((entry) => entry.encoder === encoder);
  const shown = one ? patternTable(one) : variantTable({ ...report, pairs: [] });
  return [
    `Measured by \`npm run miniature:verify\` on the ${report.scenes} scenes of the ${report.split} corpus (${report.generator}).`,
    ...(one ? [zeroShotLine(one)] : []),
    shown,
    agreement,
  ].join('\n\n');
}

const zeroShotLine = ({ zeroShot }: Report['semantic'][number]): string => {
  const said = ({ right, of }: { right: number; of: number }) =>
    `${((100 * right) / Math.max(1, of)).toFixed(1)} % of ${of}`;
  return `Zero-shot recognition of the main object, top-1: ${said(zeroShot.seen)} scenes with a class of training, ${said(zeroShot.heldOut)} with a held-out class.`;
};

/** The card with its tables replaced; throws where the marks are missing. */
export function withMeasured(card: string, part: string): string {
  if (!MEASURED.test(card)) throw new Error('A model card has no place for its figures.');
  return card.replace(MEASURED, (_, start: string, end: string) => `${start}\n${part}\n${end}`);
}

/** Everything, for the documentation. */
export function overview(report: Report): string {
  const figures = { ...report, pairs: [] };
  const base = defaultSemantic(figures);
  return [
    `${report.scenes} scenes of the ${report.split} corpus (${report.generator}), \`${base.encoder}\` with the visual encoder:`,
    patternTable(base),
    'All semantic encoders, each with the visual one:',
    variantTable(figures),
    agreementTable(figures),
    `\`${JSON.stringify(report.summary)}\``,
  ].join('\n\n');
}

/** Every document with measured figures, from the root, and what must stand in it. */
export const measuredParts = (report: Report): [string, string][] => [
  [GUIDE, overview(report)],
  ...report.agreement.map(({ encoder }): [string, string] => [
    `${CARDS}/${encoder}.md`,
    measuredPart(report, encoder),
  ]),
];

export async function readReport(root: string): Promise<Report> {
  // Written by the function below and by nothing else.
  return JSON.parse(await readFile(join(root, REPORT), 'utf8')) as Report;
}

export async function writeCards(root: string, report: Report): Promise<void> {
  await writeFile(join(root, REPORT), `${JSON.stringify(report, null, 2)}\n`);
  for (const [file, part] of measuredParts(report)) {
    const path = join(root, file);
    await writeFile(path, withMeasured(await readFile(path, 'utf8'), part));
  }
}
