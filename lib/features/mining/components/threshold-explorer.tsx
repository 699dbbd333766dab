'use client';

import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { bins } from '@/lib/ui/charts/bins';
import { CosineScatter } from '@/lib/ui/charts/cosine-scatter';
import { Histogram } from '@/lib/ui/charts/histogram';
import { cosine } from '@/lib/ui/charts/scale';
import { Button } from '@/lib/ui/primitives/button';
import type { PairPoint } from '../queries';
import { wholeSteps } from '../slider-steps';
import { ThresholdSlider } from './threshold-slider';

interface ThresholdExplorerProps {
  /** The best pairs of the run. */
  points: readonly PairPoint[];
  /** Pairs that the run kept: as many as are drawn, or more. */
  kept: number;
  /** Thresholds of the run: pairs beyond them were not stored, so they can only be made stricter. */
  minSemantic: number;
  maxVisual: number;
  slug: string;
}

/** The pairs of a run by both cosines, and how many of them stricter thresholds would leave. */
export function ThresholdExplorer({
  points,
  kept,
  minSemantic,
  maxVisual,
  slug,
}: ThresholdExplorerProps) {
  const t = useTranslations('mining');
  const [semanticMin, setSemanticMin] = useState(minSemantic);
  const [visualMax, setVisualMax] = useState(maxVisual);
  const semantic = useMemo(() => points.map((point) => point.semantic), [points]);
  const visual = useMemo(() => points.map((point) => point.visual), [points]);
  const dots = useMemo(
    () =>
      points.map((point) => ({
        id: String(point.number),
        semantic: point.semantic,
        visual: point.visual,
        href: `/p/${slug}/pairs/${point.number}`,
        label: t('pair', { number: point.number }),
      })),
    [points, slug, t],
  );
  const passing = points.filter(
    (point) => point.semantic > semanticMin && point.visual < visualMax,
  ).length;
  const moved = semanticMin !== minSemantic || visualMax !== maxVisual;
  const reset = (): void => {
    setSemanticMin(minSemantic);
    setVisualMax(maxVisual);
  };
  return (
    <>
      <CosineScatter
        label={t('figure.title')}
        points={dots}
        semanticMin={semanticMin}
        visualMax={visualMax}
        xLabel={t('semanticLong')}
        yLabel={t('visualLong')}
        minedLabel={t(moved ? 'figure.passing' : 'figure.mined')}
      />
      <div
        role="group"
        aria-label={t('figure.thresholds')}
        className="my-4 grid items-end gap-x-6 gap-y-3 border-y border-line py-3 sm:grid-cols-[1fr_1fr_auto]"
      >
        <ThresholdSlider
          id="semantic-min"
          kind="semantic"
          label={t('figure.semanticAbove', { value: cosine(semanticMin) })}
          min={minSemantic}
          max={Math.max(minSemantic, ...semantic)}
          value={semanticMin}
          onChange={setSemanticMin}
        />
        <ThresholdSlider
          id="visual-max"
          kind="visual"
          label={t('figure.visualBelow', { value: cosine(visualMax) })}
          min={wholeSteps(maxVisual, Math.min(maxVisual, ...visual))}
          max={maxVisual}
          value={visualMax}
          onChange={setVisualMax}
        />
        <Button size="sm" className="justify-self-start" disabled={!moved} onClick={reset}>
          {t('figure.reset')}
        </Button>
        <p role="status" className="num sm:col-span-3">
          {t('figure.passingCount', {
            count: passing,
            total: points.length,
            kept,
            cut: String(kept > points.length),
          })}
        </p>
      </div>
      <div className="grid gap-x-8 gap-y-6 md:grid-cols-2">
        <Histogram
          label={t('figure.semanticHistogram')}
          bins={bins(semantic)}
          threshold={semanticMin}
          thresholdLabel={`> ${cosine(semanticMin)}`}
          side="above"
          kind="semantic"
          axisLabel={t('semanticLong')}
          countLabel={t('figure.pairs')}
        />
        <Histogram
          label={t('figure.visualHistogram')}
          bins={bins(visual)}
          threshold={visualMax}
          thresholdLabel={`< ${cosine(visualMax)}`}
          side="below"
          kind="visual"
          axisLabel={t('visualLong')}
          countLabel={t('figure.pairs')}
        />
      </div>
    </>
  );
}
