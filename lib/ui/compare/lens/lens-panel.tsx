'use client';
import { useTranslations } from 'next-intl';
import { ENCODER_ROLES, type EncoderRole } from '@/lib/domain/encoders';
import { summaryOf } from '@/lib/domain/lens/token-match';
import { cosine } from '@/lib/ui/charts/scale';
import { cn } from '@/lib/ui/primitives/cn';
import { placeOf } from './places';
import { rampCss } from './ramp';
import type { LensView } from './use-lens-view';

const TEXT: Readonly<Record<EncoderRole, string>> = {
  semantic: 'text-semantic',
  visual: 'text-visual',
};
const STEPS = Array.from({ length: 11 }, (_, k) => k / 10);

/** Below the images: the scale of both maps, their figures, and what is said of the patch looked at. */
export function LensPanel({ lens }: { lens: LensView }) {
  const t = useTranslations('compare.lens');
  const { spot, most, opacity, fade } = lens;
  const [semantic, visual] = (['semantic', 'visual'] as const).map((role) => {
    const eye = lens.eyes[role];
    return eye?.state === 'ready' ? eye.match : null;
  });
  const other = spot?.side === 'A' ? 'B' : 'A';
  return (
    <div className="grid max-h-[45dvh] gap-x-6 gap-y-1.5 overflow-y-auto border-t border-line bg-bg px-3 py-2 text-sm md:max-h-56 md:grid-cols-2">
      {ENCODER_ROLES.map((role) => {
        const eye = lens.eyes[role];
        const ready = eye?.state === 'ready' ? eye : null;
        const summary = ready && summaryOf(ready.match);
        const found = lens.found.find((one) => one.role === role);
        return (
          <section key={role} aria-label={t(role)} className="flex min-w-0 flex-col gap-0.5">
            <p className="flex flex-wrap items-baseline gap-x-2">
              <span className={cn('font-medium', TEXT[role])}>{t(role)}</span>
              {eye && <span className="truncate text-ink-2">{eye.encoder}</span>}
            </p>
            <div aria-hidden className="flex items-center gap-2 num">
              <span>0</span>
              <span
                className="h-2.5 flex-1 border border-line-strong"
                style={{
                  background: `linear-gradient(to right, ${STEPS.map((share) => rampCss(role, share)).join(', ')})`,
                }}
              />
              <span>{ready ? cosine(most) : '–'}</span>
            </div>
            {ready && summary && (
              <p className="text-ink-2 num">
                {t.rich('summary', {
                  ...placeOf(ready.match, summary.at),
                  largest: cosine(summary.largest),
                  mean: cosine(summary.mean),
                  go: (chunks) => (
                    <button
                      type="button"
                      className="text-accent underline underline-offset-2"
                      onClick={() => lens.toLargest(role)}
                    >
                      {chunks}
                    </button>
                  ),
                })}
              </p>
            )}
            <p className="min-h-10 num" aria-live="polite">
              {found
                ? t('found', {
                    ...placeOf(found.eye.match, found.patch),
                    side: spot?.side ?? 'A',
                    distance: cosine(found.distance),
                    other,
                    otherRow: placeOf(found.eye.match, found.match).row,
                    otherColumn: placeOf(found.eye.match, found.match).column,
                    cosine: cosine(found.cosine),
                  })
                : ready && spot
                  ? t('outside')
                  : null}
            </p>
          </section>
        );
      })}
      {semantic && visual && summaryOf(semantic).mean >= summaryOf(visual).mean && (
        <p className="md:col-span-2">{t('asLarge')}</p>
      )}
      <p className="text-ink-2 md:col-span-2">{t('note')}</p>
      <label className="flex items-center gap-2 md:col-span-2">
        <span className="shrink-0 text-ink-2">{t('opacity')}</span>
        <input
          type="range"
          min={0}
          max={100}
          step={5}
          value={opacity}
          onChange={(event) => fade(event.target.valueAsNumber)}
          className="h-6 w-full max-w-60 accent-accent"
        />
      </label>
    </div>
  );
}
