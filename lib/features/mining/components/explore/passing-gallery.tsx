'use client';

import { useTranslations } from 'next-intl';
import { memo } from 'react';
import { Button } from '@/lib/ui/primitives/button';
import { Select } from '@/lib/ui/primitives/select';
import { CosineTerms } from '../cosines';
import {
  EXPLORE_SORTS,
  PAIR_FILTERS,
  type ExploreSort,
  type PairFilter,
} from '../../explore/schemas';
import { PairWindow } from './pair-window';
import { usePassing } from './use-passing';

interface Props {
  slug: string;
  runId: string;
  /** Where pairs are asked for. */
  address: string;
  /** Of all pairs of the run. */
  total: number;
  s: number;
  v: number;
  sort: ExploreSort;
  show: PairFilter;
  onSort: (sort: ExploreSort) => void;
  onShow: (show: PairFilter) => void;
  /** Place in the list, from 0, whose part is shown. */
  place: number;
  onPlace: (place: number) => void;
}

/** Every pair that passes, sorted and filtered; drawn anew for these alone, not while a line is dragged. */
export const PassingGallery = memo(function PassingGallery({
  slug,
  runId,
  address,
  total,
  s,
  v,
  sort,
  show,
  onSort,
  onShow,
  place,
  onPlace,
}: Props) {
  const t = useTranslations('explore');
  const tm = useTranslations('mining');
  const passing = usePassing(address, { s, v, sort, show }, total);
  const { answered, total: count } = passing.view;
  return (
    <>
      <div className="mt-10 mb-4 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div>
          <h2 className="text-base font-semibold" aria-live="polite">
            {answered ? t(show === 'all' ? 'pairs' : 'pairsOfKind', { count }) : t('counting')}
          </h2>
          <CosineTerms lead={t('terms')} />
        </div>
        <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
          <label className="flex items-center gap-2 font-medium">
            {t('filterLabel')}
            <Select
              value={show}
              onChange={(event) => onShow(event.target.value as PairFilter)}
              className="w-auto"
            >
              {PAIR_FILTERS.map((one) => (
                <option key={one} value={one}>
                  {t(`filter.${one}`)}
                </option>
              ))}
            </Select>
          </label>
          <div role="group" aria-label={tm('sortLabel')} className="flex flex-wrap gap-1">
            {EXPLORE_SORTS.map((one) => (
              <Button
                key={one}
                size="sm"
                variant={one === sort ? 'secondary' : 'ghost'}
                aria-pressed={one === sort}
                onClick={() => onSort(one)}
              >
                {t(`sort.${one}`)}
              </Button>
            ))}
          </div>
        </div>
      </div>
      <PairWindow slug={slug} runId={runId} passing={passing} place={place} onPlace={onPlace} />
    </>
  );
});
