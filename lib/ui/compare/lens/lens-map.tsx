'use client';
import { useTranslations } from 'next-intl';
import { memo } from 'react';
import type { EncoderRole } from '@/lib/domain/encoders';
import { boxOf } from '@/lib/domain/lens/seen-box';
import { cosine } from '@/lib/ui/charts/scale';
import { ErrorText } from '@/lib/ui/i18n/error-text';
import { Button } from '@/lib/ui/primitives/button';
import { Spinner } from '@/lib/ui/primitives/spinner';
import type { CompareImage } from '../image-sources';
import { SideLabel } from '../side-label';
import type { ViewStore } from '../view-store';
import { ZoomImage } from '../zoom-image';
import { SIZES } from '../image-sources';
import { placeOf } from './places';
import { Mark } from './patch-marks';
import { PatchSurface } from './patch-surface';
import { rampCss } from './ramp';
import { summaryOf } from '@/lib/domain/lens/token-match';
import type { LensView, ReadyEye } from './use-lens-view';

const nothing = (): void => undefined;

/** One encoder's map over image A, or why there is none. */
export function LensMap(props: {
  role: EncoderRole;
  image: CompareImage;
  store: ViewStore;
  lens: LensView;
}) {
  const { role, image, store, lens } = props;
  const { layer } = store;
  const t = useTranslations('compare.lens');
  const eye = lens.eyes[role];
  if (eye?.state !== 'ready') {
    return (
      <>
        <NoMap role={role} lens={lens} />
        <SideLabel>{t(role)}</SideLabel>
      </>
    );
  }
  const found = lens.found.find((one) => one.role === role);
  // In the frame of A: of a patch of B, the same place.
  return (
    <>
      <ZoomImage
        image={{ ...image, alt: '' }}
        store={store}
        sizes={SIZES.side}
        failedLabel={t('imageFailed')}
        onState={nothing}
      />
      <Cells role={role} eye={eye} image={image} layer={layer} most={lens.most} at={lens.opacity} />
      {found && (
        <svg
          ref={layer}
          aria-hidden
          viewBox={`0 0 ${image.width} ${image.height}`}
          className="pointer-events-none absolute inset-0 size-full"
        >
          <Mark
            image={image}
            store={store}
            box={boxOf(eye.match, eye.boxA, found.patch)}
            stroke="#ffffff"
          />
        </svg>
      )}
      <PatchSurface image={image} side="A" store={store} lens={lens} />
      <SideLabel>{t(role)}</SideLabel>
    </>
  );
}

/** Drawn once per answer, not at each move of the pointer. */
const Cells = memo(function Cells(props: {
  role: EncoderRole;
  eye: ReadyEye;
  image: CompareImage;
  layer: ViewStore['layer'];
  most: number;
  at: number;
}) {
  const { role, eye, image, layer, most, at } = props;
  const t = useTranslations('compare.lens');
  const { match, boxA } = eye;
  const { mean, largest, at: place } = summaryOf(match);
  return (
    <svg
      ref={layer}
      role="img"
      aria-label={t('mapLabel', {
        role: t(role),
        ...placeOf(match, place),
        largest: cosine(largest),
        mean: cosine(mean),
      })}
      data-largest={place}
      viewBox={`0 0 ${image.width} ${image.height}`}
      className="absolute inset-0 size-full"
      style={{ opacity: at / 100 }}
      // Neighbours share an edge: smoothed, each would let the image through there.
      shapeRendering="crispEdges"
    >
      {match.distance.map((distance, patch) => {
        const box = boxOf(match, boxA, patch);
        return (
          <rect
            key={patch}
            x={box.left * image.width}
            y={box.top * image.height}
            width={box.width * image.width}
            height={box.height * image.height}
            fill={rampCss(role, most > 0 ? distance / most : 0)}
          />
        );
      })}
    </svg>
  );
});

function NoMap({ role, lens }: { role: EncoderRole; lens: LensView }) {
  const t = useTranslations('compare.lens');
  const eye = lens.eyes[role];
  const progress = lens.lens?.progress;
  const failed =
    lens.failure ?? (progress === 'failed' ? <ErrorText error={lens.lens?.error ?? null} /> : null);
  const retry = (
    <Button size="sm" onClick={lens.retry}>
      {t('retry')}
    </Button>
  );
  return (
    <div
      role="status"
      className="absolute inset-0 grid place-content-center justify-items-center gap-2 overflow-y-auto p-3 pt-8 text-center text-sm text-on-surround"
    >
      {eye?.state === 'unavailable' ? (
        <p>{t(`none.${eye.reason}`, { encoder: eye.encoder })}</p>
      ) : failed !== null ? (
        <>
          <p>{failed === '' ? t('unreachable') : failed}</p>
          {retry}
        </>
      ) : progress === 'no-worker' ? (
        <p>{t('noWorker')}</p>
      ) : progress === 'absent' ? (
        <>
          <p>{t('stopped')}</p>
          {retry}
        </>
      ) : (
        <>
          <Spinner />
          <p>{t('working')}</p>
        </>
      )}
    </div>
  );
}
