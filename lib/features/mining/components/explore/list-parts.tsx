'use client';

import { useTranslations } from 'next-intl';
import { useRef, type ReactNode } from 'react';
import { Button } from '@/lib/ui/primitives/button';
import type { Part } from './gallery-layout';

interface Props {
  part: Part;
  total: number;
  onPlace: (place: number) => void;
  /** The list. */
  children: ReactNode;
}

/** Ways to the parts before and after, above and below a list that is too long to be laid out at once. */
export function ListParts({ part, total, onPlace, children }: Props) {
  const t = useTranslations('explore.part');
  const top = useRef<HTMLParagraphElement>(null);
  const whole = part.earlier === null && part.later === null;
  const go = (place: number): void => {
    onPlace(place);
    // Whoever goes on from below reads on at the top of the next part.
    top.current?.focus({ preventScroll: true });
    top.current?.scrollIntoView({ block: 'center' });
  };
  const ways = (['earlier', 'later'] as const).map((way) => {
    const place = part[way];
    return (
      <Button
        key={way}
        size="sm"
        disabled={place === null}
        onClick={() => (place === null ? undefined : go(place))}
      >
        {t(way)}
      </Button>
    );
  });
  return (
    <>
      {whole ? null : (
        <div className="mb-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
          <p ref={top} tabIndex={-1} className="num">
            {t('shown', { from: part.start + 1, to: part.end, total })}
          </p>
          <div className="flex gap-2">{ways}</div>
        </div>
      )}
      {children}
      {whole ? null : <div className="mt-4 flex justify-end gap-2">{ways}</div>}
    </>
  );
}
