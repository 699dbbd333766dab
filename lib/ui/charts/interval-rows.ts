export type MarkKind = 'people' | 'model' | 'semantic' | 'visual' | 'published';

export interface IntervalRow {
  id: string;
  label: string;
  group?: string;
  /** Share from 0 to 1, as low and high are. */
  value: number;
  low: number | null;
  high: number | null;
  /** e.g. "3 raters, 9 pairs"; stands under the label. */
  n?: string;
  kind: MarkKind;
  /** 0-based place in the ordered palette, for kind 'model'. */
  modelIndex?: number;
}

export interface PlotGroup {
  id: string;
  label: string;
  /** Share from 0 to 1. */
  chance?: number;
}

export type PlotLine =
  | { type: 'group'; group: PlotGroup; y: number; end: number }
  | { type: 'row'; row: IntervalRow; y: number };

const GROUP = 30;

/** Stacks rows of one height under the heads of their groups; y is the middle of each line in pixels. */
export function stack(
  rows: readonly IntervalRow[],
  groups: readonly PlotGroup[],
  rowHeight: number,
): { lines: PlotLine[]; height: number } {
  const lines: PlotLine[] = [];
  let top = 0;
  const add = (row: IntervalRow): void => {
    lines.push({ type: 'row', row, y: top + rowHeight / 2 });
    top += rowHeight;
  };
  for (const group of groups) {
    const members = rows.filter((row) => row.group === group.id);
    if (members.length === 0) continue;
    const y = top + GROUP - 11;
    top += GROUP;
    lines.push({ type: 'group', group, y, end: top + members.length * rowHeight });
    members.forEach(add);
  }
  const known = new Set(groups.map(({ id }) => id));
  rows.filter((row) => row.group === undefined || !known.has(row.group)).forEach(add);
  return { lines, height: top };
}

/** Colour of a mark. The palette has eight hues; labels tell a ninth model from the first. */
export function markColor({ kind, modelIndex = 0 }: IntervalRow): string {
  if (kind === 'published') return 'var(--chance)';
  return kind === 'model' ? `var(--model-${(modelIndex % 8) + 1})` : `var(--${kind})`;
}

/** Widths in pixels at 13 px: Latin letters of Inter on average, and full-width ones. */
const [LATIN, WIDE] = [6.9, 13];

/** About how wide a label is drawn. Good enough for a margin; SVG could tell only after drawing. */
export function labelWidth(text: string): number {
  let width = 0;
  for (const letter of text) width += letter > '\u2e80' ? WIDE : LATIN;
  return Math.ceil(width);
}
