'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { useOwnKeys } from '@/lib/ui/keyboard/own-keys';
import { useShortcuts } from '@/lib/ui/keyboard/use-shortcuts';
import { Button } from '@/lib/ui/primitives/button';
import { ImageFrame } from '@/lib/ui/primitives/image-frame';
import type { FlaggedImage } from '../queries';
import { FlagLines } from './flag-lines';
import { useKeep } from './use-keep';

interface Props {
  images: readonly FlaggedImage[];
  slug: string;
  mayDecide: boolean;
}

/** Flagged images with why, and what to do about it. */
export function FlaggedGrid({ images, slug, mayDecide }: Props) {
  const t = useTranslations('hygiene');
  const list = useRef<HTMLUListElement>(null);
  const place = useRef(0);
  const { pending, decide } = useKeep(slug);

  /** An image that was decided on leaves the list, and the next one takes its place. */
  const move = (step: number): void => {
    const cards = cardsIn(list.current);
    const at = chosenAmong(cards);
    const next = at === -1 ? place.current : at + step;
    cards[Math.min(cards.length - 1, Math.max(0, next))]?.focus();
  };
  const toggle = (): void => {
    const at = chosenAmong(cardsIn(list.current));
    const image = images[at];
    if (!image || pending !== null) return;
    place.current = at;
    void decide(image.id, isOut(image));
  };
  const { single } = useOwnKeys();
  const [forward, back] = [() => move(1), () => move(-1)];
  useShortcuts({
    arrowright: forward,
    arrowdown: forward,
    arrowleft: back,
    arrowup: back,
    ...(mayDecide ? { k: () => toggle() } : {}),
  });

  return (
    <>
      {mayDecide && single ? <p className="mb-3 text-sm text-ink-2">{t('keys')}</p> : null}
      <ul ref={list} className="grid gap-x-4 gap-y-6 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-4">
        {images.map((image) => (
          <li key={image.id} className="flex flex-col gap-2">
            <Link
              data-card
              href={`/p/${slug}/images/${image.id}`}
              className="block"
              aria-label={`${image.name}. ${t('openImage')}`}
            >
              <ImageFrame
                src={`/api/p/${slug}/images/${image.id}?w=320`}
                alt=""
                width={image.width}
                height={image.height}
                className="h-48"
              />
              <span className="mt-1 block truncate text-sm text-ink-2">{image.name}</span>
            </Link>
            <FlagLines flags={image.flags} slug={slug} />
            {mayDecide ? (
              <Button
                size="sm"
                className="self-start"
                loading={pending === image.id}
                onClick={() => void decide(image.id, isOut(image))}
                aria-label={`${isOut(image) ? t('keep') : t('undoKeep')}: ${image.name}`}
              >
                {isOut(image) ? t('keep') : t('undoKeep')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  );
}

const isOut = (image: FlaggedImage): boolean => image.flags.some((flag) => !flag.kept);

const cardsIn = (list: HTMLUListElement | null): HTMLElement[] =>
  Array.from(list?.querySelectorAll<HTMLElement>('[data-card]') ?? []);

/** The card that has the focus, or whose button has it; -1 without one. */
const chosenAmong = (cards: readonly HTMLElement[]): number =>
  cards.findIndex((card) => card.parentElement?.contains(document.activeElement));
