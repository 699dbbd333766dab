'use client';
import { useTranslations } from 'next-intl';

/** Which of the two images of a screen is meant: left and right, or one above the other where narrow. */
export function ImagePlace({ at }: { at: number }) {
  const t = useTranslations('rating.place');
  return (
    <>
      <span className="md:hidden">{t(at === 0 ? 'first' : 'second')}</span>
      <span className="max-md:hidden">{t(at === 0 ? 'left' : 'right')}</span>
    </>
  );
}
