'use client';
import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { cn } from '@/lib/ui/primitives/cn';
import { Button } from '@/lib/ui/primitives/button';
import type { RatingView } from '../rating-view';
import type { ResponseBody } from '../schemas';
import { AnswerChoices } from './answer-choices';
import { NOTHING_CHOSEN, stepped, wholeAnswer, type Draft } from './answer-draft';
import { keysOfScreen, STEPS } from './answer-keys';
import type { ImageCache } from './image-cache';
import { ImagePlace } from './image-place';
import { TrialPicture } from './trial-picture';
import { useActiveTime } from './use-active-time';
import { useAnswerKeys } from './use-answer-keys';
import { useTrialImages } from './use-trial-images';

type Answering = Extract<RatingView, { state: 'answering' }>;
/** The picture goes from edge to edge; words and buttons keep together under it. */
const COLUMN = 'mx-auto w-full max-w-2xl px-3';

interface AnswerTrialProps {
  view: Answering;
  cache: ImageCache;
  /** True while an answer is under way. */
  busy: boolean;
  onAnswer(body: ResponseBody): void;
  /** An image could not be loaded: it may not be this person's turn to see it any more. */
  onNoImage(): Promise<void>;
}

/**
 * One image (or two), its question, the answers and how sure; nothing else. Give it the trial's id as
 * key. Nothing can be answered before every image is there.
 */
export function AnswerTrial({ view, cache, busy, onAnswer, onNoImage }: AnswerTrialProps) {
  const t = useTranslations('rating');
  const { trial, preload } = view;
  const { check, second } = trial;
  const items = useMemo(
    () => [{ id: trial.id, image: trial.image }, ...(second ? [second] : [])],
    [trial, second],
  );
  const { images, retry } = useTrialImages(cache, items, preload);
  const loaded = images.every(({ status }) => status === 'ready');
  const failed = images.some(({ status }) => status === 'failed');
  const ready = loaded && !busy;
  const { start, read } = useActiveTime();
  const [drafts, setDrafts] = useState<Draft[]>(() => items.map(() => NOTHING_CHOSEN));
  const answer = wholeAnswer(drafts);

  useEffect(() => {
    if (loaded) start();
  }, [loaded, start]);
  useEffect(() => {
    if (failed) void onNoImage();
  }, [failed, onNoImage]);

  const change = useCallback(
    (at: number, next: (draft: Draft) => Partial<Draft>) =>
      setDrafts((now) => now.map((draft, n) => (n === at ? { ...draft, ...next(draft) } : draft))),
    [],
  );
  const send = useCallback(() => {
    const whole = wholeAnswer(drafts);
    if (ready && whole) onAnswer({ ...whole, ...read() });
  }, [drafts, ready, onAnswer, read]);

  const keys = keysOfScreen(items.length);
  const onKeys = useMemo(
    () => ({
      press: (key: string): boolean => {
        const step = items.length === 1 ? STEPS[key] : undefined;
        const at = keys.findIndex((row) => row.includes(key));
        if (step === undefined && at < 0) return false;
        if (!ready) return true;
        if (step !== undefined) {
          change(0, ({ confidence }) => ({ confidence: stepped(confidence, step) }));
          return true;
        }
        const place = keys[at]!.indexOf(key);
        change(at, () =>
          place < 3
            ? { choice: place === 2 ? null : (place as 0 | 1) }
            : { confidence: (place - 2) as 1 | 2 | 3 },
        );
        return true;
      },
      send,
    }),
    [items.length, keys, ready, change, send],
  );
  useAnswerKeys(onKeys);

  const [one, two] = trial.options;
  const label = (option: string): string =>
    check === null ? option : t(`answer.check.${option as 'circle' | 'square'}`);
  const question = (
    <h1
      className={cn(COLUMN, 'text-lg font-semibold break-words', second && 'pt-3 md:text-center')}
    >
      {check === null
        ? trial.question
        : t('answer.check.question', { shape: t(`answer.check.${check}`) })}
    </h1>
  );
  const picture = (at: number, className: string) => (
    <TrialPicture
      trialId={items[at]!.id}
      image={items[at]!.image}
      state={images[at]!}
      onRetry={retry}
      className={className}
    />
  );
  const choices = (at: number, className: string) => (
    <AnswerChoices
      options={[label(one), label(two)]}
      draft={drafts[at]!}
      disabled={!ready}
      onChange={(next) => change(at, () => next)}
      keys={keys[at]!}
      showKeys={second !== undefined}
      className={className}
    />
  );
  return (
    // One picture gives way to a low window; two keep their height and the page scrolls.
    <div className={cn('flex w-full flex-1 flex-col gap-3', !second && 'min-h-0')}>
      {second ? (
        <>
          {question}
          <div className="grid flex-1 gap-x-2 gap-y-6 md:grid-cols-2">
            {items.map(({ id }, at) => (
              <section key={id} aria-labelledby={id} className="flex min-w-0 flex-col gap-3">
                <h2 id={id} className={cn(COLUMN, 'text-base text-ink-2')}>
                  <ImagePlace at={at} />
                </h2>
                {/* On a phone low enough that both can be compared without scrolling. */}
                {picture(at, 'min-h-[30dvh] md:min-h-48')}
                {choices(at, COLUMN)}
              </section>
            ))}
          </div>
        </>
      ) : (
        <>
          {picture(0, 'min-h-48')}
          {question}
          {choices(0, COLUMN)}
        </>
      )}
      <div className={cn(COLUMN, 'grid pb-3 sm:pb-6')}>
        <Button
          variant="primary"
          size="lg"
          className="w-full"
          loading={busy}
          loadingLabel={t('answer.saving')}
          disabled={!ready || answer === null}
          onClick={send}
        >
          {t('answer.send')}
        </Button>
      </div>
    </div>
  );
}
