export type MarkKind = 'people' | 'model' | 'semantic' | 'visual';

export interface IntervalRow {
  id: string;
  label: string;
  group?: string;
  /** Share from 0 to 1, as low and high are. */
  value: number;
  low: number | null;
  high: number | null;
  n?: string;
  kind: MarkKind;
  /** 0-based place in the ordered palette, for kind 'model'. */
  modelIndex?: number;
}

export type PlotLine =
  | { type: 'group'; id: string; label: string; y: number }
  | { type: 'row'; row: IntervalRow; y: number };

export const ROW = 28;
const GROUP = 30;

/** Stacks rows under the heads of their groups; y is the middle of each line in pixels. */
export function stack(
  rows: readonly IntervalRow[],
  groups: readonly { id: string; label: string }[],
): { lines: PlotLine[]; height: number } {
  const lines: PlotLine[] = [];
  let top = 0;
  const add = (row: IntervalRow): void => {
    lines.push({ type: 'row', row, y: top + ROW / 2 });
    top += ROW;
  };
  for (const group of groups) {
    const members = rows.filter((row) => row.group === group.id);
    if (members.length === 0) continue;
    lines.push({ type: 'group', ...group, y: top + GROUP - 11 });
    top += GROUP;
    members.forEach(add);
  }
  const known = new Set(groups.map(({ id }) => id));
  rows.filter((row) => row.group === undefined || !known.has(row.group)).forEach(add);
  return { lines, height: top };
}

/** Colour of a mark. The palette has eight hues; labels tell a ninth model from the first. */
export function markColor({ kind, modelIndex = 0 }: IntervalRow): string {
  return kind === 'model' ? `var(--model-${(modelIndex % 8) + 1})` : `var(--${kind})`;
}
