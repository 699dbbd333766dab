import type { Interval } from '@/lib/domain/statistics/wilson';
import type { CrossedResult } from '@/lib/domain/statistics/crossed-bootstrap';
import type { Results } from '../results';

const PEOPLE = ['mean', 'majority', 'meanWithout', 'majorityWithout'] as const;
export type PeopleKind = (typeof PEOPLE)[number];
export type RowKind = PeopleKind | 'model' | 'encoder';
export const isPeople = (kind: RowKind): kind is PeopleKind => PEOPLE.some((one) => one === kind);

/** One accuracy with its interval, as figure and table show it. Shares in [0, 1]. */
export interface AccuracyRow {
  id: string;
  kind: RowKind;
  /** Of a model or encoder; people's rows are named by their kind. */
  name: string;
  estimate: number;
  lower: number;
  upper: number;
  raters: number | null;
  pairs: number;
  /** Answers that a model's file lacks; they count as wrong. */
  missing: number;
  method: 'crossed-logit-t' | 'crossed-bootstrap' | 'wilson' | 'clustered';
  modelIndex?: number;
}

/** People first, with whom the rules leave out and then without, then models in the order of their import, then encoders. */
export function accuracyRows(results: Results, measure: 'pair' | 'item'): AccuracyRow[] {
  const { people, withoutExcluded, models, encoders, pairs } = results;
  const single = measure === 'pair' ? ('wilson' as const) : ('clustered' as const);
  return [
    crossedRow('mean', people[measure]),
    majorityRow('majority', people.majority, measure),
    ...(withoutExcluded
      ? [
          crossedRow('meanWithout', withoutExcluded.people[measure]),
          majorityRow('majorityWithout', withoutExcluded.people.majority, measure),
        ]
      : []),
    ...models.map((model, modelIndex) => ({
      ...row(model.id, 'model', model.model, model[measure], { pairs, method: single }),
      modelIndex,
      missing: model.missing,
    })),
    ...encoders.map((encoder) =>
      row(encoder.id, 'encoder', encoder.name, encoder[measure], { pairs, method: single }),
    ),
  ].filter((entry) => entry !== null);
}

const row = (
  id: string,
  kind: RowKind,
  name: string,
  { estimate, lower, upper }: Interval,
  rest: { pairs: number; method: AccuracyRow['method'] },
): AccuracyRow => ({ id, kind, name, estimate, lower, upper, raters: null, missing: 0, ...rest });

function majorityRow(
  kind: PeopleKind,
  majority: Results['people']['majority'],
  measure: 'pair' | 'item',
): AccuracyRow | null {
  const interval = majority[measure];
  return interval && row(kind, kind, '', interval, { pairs: majority.pairs, method: 'wilson' });
}

function crossedRow(kind: PeopleKind, result: CrossedResult): AccuracyRow | null {
  if (!result.available) return null;
  const { nRaters, nPairs, method } = result;
  return {
    ...row(kind, kind, '', result, { pairs: nPairs, method: method.name }),
    raters: nRaters,
  };
}
