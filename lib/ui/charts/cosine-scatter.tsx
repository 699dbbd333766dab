'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useId, useMemo, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { cosine } from './scale';
import { dots, geometry, nearest, type CosinePoint } from './scatter-geometry';
import { CornerLabel, ScatterAxes } from './scatter-axes';
import { useWidth } from './use-width';

interface CosineScatterProps {
  label: string;
  points: readonly CosinePoint[];
  /** A pair is mined when semantic > semanticMin and visual < visualMax. */
  semanticMin: number;
  visualMax: number;
  xLabel: string;
  yLabel: string;
  minedLabel: string;
}

const STEPS: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Both cosines of every pair, the mined corner marked. Pointer or arrow keys read single points. */
export function CosineScatter(props: CosineScatterProps) {
  const { label, points, semanticMin, visualMax, minedLabel } = props;
  const id = useId();
  const router = useRouter();
  const t = useTranslations('common.chart');
  const [box, width] = useWidth();
  const [active, setActive] = useState<CosinePoint | null>(null);
  const g = useMemo(
    () => geometry(width, points, semanticMin, visualMax),
    [width, points, semanticMin, visualMax],
  );
  // Largest gap first: the first arrow key lands on the most telling pair.
  const ordered = useMemo(
    () => points.toSorted((a, b) => b.semantic - b.visual - (a.semantic - a.visual)),
    [points],
  );
  const inCorner = (p: CosinePoint): boolean => p.semantic > semanticMin && p.visual < visualMax;
  const mined = ordered.filter((p) => p.mined ?? inCorner(p));
  const others = ordered.filter((p) => !(p.mined ?? inCorner(p)));

  function onKeyDown(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const next = (active === null ? -1 : ordered.indexOf(active)) + step;
      setActive(ordered[Math.min(ordered.length - 1, Math.max(0, next))] ?? null);
    } else if (event.key === 'Enter' && active?.href !== undefined) router.push(active.href);
    else if (event.key === 'Escape') setActive(null);
  }

  const pointAt = (event: PointerEvent<SVGSVGElement>): CosinePoint | null => {
    const rect = event.currentTarget.getBoundingClientRect();
    return nearest(ordered, g, { x: event.clientX - rect.left, y: event.clientY - rect.top });
  };

  return (
    <div ref={box} className="relative">
      <div
        role="group"
        aria-label={`${label}. ${t('pointsHelp')}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onBlur={() => setActive(null)}
      >
        <svg
          data-figure
          role="img"
          aria-labelledby={`${id}-t`}
          width={g.width}
          height={g.height}
          viewBox={`0 0 ${g.width} ${g.height}`}
          onPointerMove={(event) => setActive(pointAt(event))}
          onPointerLeave={() => setActive(null)}
          onClick={() => active?.href !== undefined && router.push(active.href)}
          className={`block h-auto max-w-full text-xs num ${active?.href === undefined ? '' : 'cursor-pointer'}`}
        >
          <title
            id={`${id}-t`}
          >{`${label}: ${t('minedCount', { mined: mined.length, total: points.length })}`}</title>
          <ScatterAxes {...props} g={g} />
          <path
            d={dots(others, g)}
            strokeWidth={4}
            strokeLinecap="round"
            className="fill-none stroke-ink-3 opacity-60"
          />
          <path
            d={dots(mined, g)}
            strokeWidth={5}
            strokeLinecap="round"
            className="fill-none stroke-accent"
          />
          <CornerLabel g={g} semanticMin={semanticMin} label={minedLabel} />
          {active !== null && (
            <circle
              data-screen-only
              cx={g.x(active.semantic)}
              cy={g.y(active.visual)}
              r={6}
              strokeWidth={2}
              className="fill-none stroke-ink"
            />
          )}
        </svg>
      </div>
      <Readout point={active} g={g} xLabel={props.xLabel} yLabel={props.yLabel} />
    </div>
  );
}

function Readout({
  point,
  g,
  xLabel,
  yLabel,
}: {
  point: CosinePoint | null;
  g: ReturnType<typeof geometry>;
  xLabel: string;
  yLabel: string;
}) {
  const onLeft = point !== null && g.x(point.semantic) > g.width / 2;
  return (
    <div role="status" className="pointer-events-none absolute inset-0">
      {point !== null && (
        <div
          className="absolute rounded bg-ink px-2 py-1 text-sm whitespace-nowrap text-bg"
          style={{
            top: Math.max(0, g.y(point.visual) - 24),
            ...(onLeft
              ? { right: g.width - g.x(point.semantic) + 12 }
              : { left: g.x(point.semantic) + 12 }),
          }}
        >
          <p className="font-medium">{point.label ?? point.id}</p>
          <p className="num">
            {xLabel} {cosine(point.semantic)}
          </p>
          <p className="num">
            {yLabel} {cosine(point.visual)}
          </p>
        </div>
      )}
    </div>
  );
}
