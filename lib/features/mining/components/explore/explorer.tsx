'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useEffect, useMemo, useState } from 'react';
import type { Axis, Density, Thresholds, Yield } from '@/lib/domain/mining/explore';
import { Figure } from '@/lib/ui/charts/figure';
import { Histogram } from '@/lib/ui/charts/histogram';
import { cosine } from '@/lib/ui/charts/scale';
import { Button } from '@/lib/ui/primitives/button';
import { buttonStyle } from '@/lib/ui/primitives/button-style';
import { ThresholdSlider } from '../threshold-slider';
import { wholeSteps } from '../../slider-steps';
import type { Exploration } from '../../explore/queries';
import type { ExploreSort, PairFilter } from '../../explore/schemas';
import { DensityPlot } from './density-plot';
import { PassingGallery } from './passing-gallery';
import { useAddress } from './use-address';
import { usePlace } from './use-place';
import { useYield } from './use-yield';

interface Props {
  slug: string;
  exploration: Exploration;
  start: Thresholds;
  startYield: Yield;
  startSort: ExploreSort;
  startShow: PairFilter;
  /** Place in the list, from 0, whose part is shown. */
  startPlace: number;
  mayRun: boolean;
}

export function Explorer({
  slug,
  exploration,
  start,
  startYield,
  startSort,
  startShow,
  startPlace,
  mayRun,
}: Props) {
  const t = useTranslations('explore');
  const tm = useTranslations('mining');
  const { runId, mined, density } = exploration;
  const [at, setAt] = useState(start);
  const [sort, setSort] = useState(startSort);
  const [show, setShow] = useState(startShow);
  const api = `/api/p/${slug}/runs/${runId}`;
  // Of what lies outside the run's thresholds only the number can be known.
  const shown = useSettled({
    s: Math.max(at.minSemantic, mined.minSemantic),
    v: Math.min(at.maxVisual, mined.maxVisual),
  });
  const [place, setPlace] = usePlace(startPlace, `${shown.s} ${shown.v} ${sort} ${show}`);
  useAddress({
    run: runId,
    s: String(at.minSemantic),
    v: String(at.maxVisual),
    sort,
    show,
    ...(place > 0 ? { pair: String(place + 1) } : {}),
  });
  const bins = useMemo(() => marginals(density), [density]);
  const moved = at.minSemantic !== mined.minSemantic || at.maxVisual !== mined.maxVisual;
  const mineAgain = `/p/${slug}/pairs?${new URLSearchParams({
    mine: '1',
    like: runId,
    s: String(at.minSemantic),
    v: String(at.maxVisual),
  }).toString()}`;
  return (
    <>
      <Figure
        id="population"
        level={2}
        title={t('figure.title')}
        note={t(exploration.whole ? 'figure.noteWhole' : 'figure.note', {
          sampled: exploration.sampled,
          population: exploration.population,
        })}
        csv={csvOf(exploration)}
      >
        <DensityPlot
          label={t('figure.title')}
          summary={t('figure.summary', {
            sampled: exploration.sampled,
            passing: exploration.passing,
            semantic: mined.minSemantic,
            visual: mined.maxVisual,
          })}
          density={density}
          at={at}
          onMove={setAt}
          xLabel={tm('semanticLong')}
          yLabel={tm('visualLong')}
        />
      </Figure>
      <div
        role="group"
        aria-label={t('thresholds')}
        className="my-4 grid items-end gap-x-6 gap-y-3 border-y border-line py-3 sm:grid-cols-[1fr_1fr_auto]"
      >
        <ThresholdSlider
          id="explore-semantic"
          kind="semantic"
          label={tm('figure.semanticAbove', { value: cosine(at.minSemantic) })}
          min={wholeSteps(mined.minSemantic, density.semantic.from)}
          max={1}
          value={at.minSemantic}
          onChange={(minSemantic) => setAt({ ...at, minSemantic })}
        />
        <ThresholdSlider
          id="explore-visual"
          kind="visual"
          label={tm('figure.visualBelow', { value: cosine(at.maxVisual) })}
          min={wholeSteps(mined.maxVisual, density.visual.from)}
          max={1}
          value={at.maxVisual}
          onChange={(maxVisual) => setAt({ ...at, maxVisual })}
        />
        <div className="flex flex-wrap gap-2">
          <Button size="sm" disabled={!moved} onClick={() => setAt(mined)}>
            {tm('figure.reset')}
          </Button>
          {mayRun && moved ? (
            <Link href={mineAgain} className={buttonStyle('secondary', 'sm')}>
              {t('mine')}
            </Link>
          ) : null}
        </div>
        <Count
          address={`${api}/yield`}
          at={at}
          first={startYield}
          sampled={exploration.sampled}
          whole={exploration.whole}
        />
      </div>
      <div className="grid gap-x-8 gap-y-6 md:grid-cols-2">
        <Histogram
          label={t('semanticHistogram')}
          bins={bins.semantic}
          threshold={at.minSemantic}
          thresholdLabel={`> ${cosine(at.minSemantic)}`}
          side="above"
          kind="semantic"
          axisLabel={tm('semanticLong')}
          countLabel={t('sampledPairs')}
          logarithmic
        />
        <Histogram
          label={t('visualHistogram')}
          bins={bins.visual}
          threshold={at.maxVisual}
          thresholdLabel={`< ${cosine(at.maxVisual)}`}
          side="below"
          kind="visual"
          axisLabel={tm('visualLong')}
          countLabel={t('sampledPairs')}
          logarithmic
        />
      </div>
      <PassingGallery
        slug={slug}
        runId={runId}
        address={`${api}/passing`}
        total={exploration.passing}
        s={shown.s}
        v={shown.v}
        sort={sort}
        show={show}
        onSort={setSort}
        onShow={setShow}
        place={place}
        onPlace={setPlace}
      />
    </>
  );
}

/** Follows a dragged line by itself: nothing else on the page is drawn anew for its answers. */
function Count({
  address,
  at,
  first,
  sampled,
  whole,
}: {
  address: string;
  at: Thresholds;
  first: Yield;
  sampled: number;
  whole: boolean;
}) {
  const t = useTranslations('explore');
  const state = useYield(address, at, first);
  return (
    <p role="status" className="num sm:col-span-3">
      {state.kind === 'failed' ? t('countFailed') : null}
      {state.kind === 'known'
        ? state.value.exact
          ? t('exactly', { count: state.value.count })
          : t(whole ? 'aboutWhole' : 'about', { ...rounded(state.value), sampled })
        : null}
    </p>
  );
}

/** An estimate says no more digits than it knows. */
function rounded({ count, lower, upper }: Yield): { count: number; lower: number; upper: number } {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, upper - lower))) - 1);
  const round = (value: number) => Math.round(value / unit) * unit;
  return { count: round(count), lower: round(lower), upper: round(upper) };
}

const SETTLED_MS = 250;

/** The value once it has stayed the same for a moment: the gallery need not follow a dragged line. */
function useSettled<T extends Record<string, number>>(value: T): T {
  const [settled, setSettled] = useState(value);
  const name = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(name) as T), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [name]);
  return settled;
}

/** Sampled pairs by each cosine alone. */
function marginals({ semantic, visual, counts }: Density) {
  const along = ({ from, step, cells }: Axis, cellOf: (k: number) => number) => {
    const sums = new Array<number>(cells).fill(0);
    counts.forEach((count, k) => (sums[cellOf(k)]! += count));
    return sums.map((count, k) => ({
      from: Number((from + k * step).toFixed(6)),
      to: Number((from + (k + 1) * step).toFixed(6)),
      count,
    }));
  };
  return {
    semantic: along(semantic, (k) => k % semantic.cells),
    visual: along(visual, (k) => Math.floor(k / semantic.cells)),
  };
}

function csvOf({ density: { semantic, visual, counts } }: Exploration) {
  const edge = ({ from, step }: Axis, k: number) => Number((from + k * step).toFixed(6));
  return {
    filename: 'sampled-pairs.csv',
    header: ['semantic from', 'semantic to', 'visual from', 'visual to', 'sampled pairs'],
    rows: counts.flatMap((count, k) => {
      if (count === 0) return [];
      const [column, row] = [k % semantic.cells, Math.floor(k / semantic.cells)];
      return [
        [
          edge(semantic, column),
          edge(semantic, column + 1),
          edge(visual, row),
          edge(visual, row + 1),
          count,
        ],
      ];
    }),
  };
}
