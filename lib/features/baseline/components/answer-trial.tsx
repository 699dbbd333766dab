'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useMemo, useState } from 'react';
import { cn } from '@/lib/ui/primitives/cn';
import { Button } from '@/lib/ui/primitives/button';
import type { RatingView } from '../rating-view';
import type { ResponseBody } from '../schemas';
import { ChoiceButton } from './choice-button';
import type { ImageCache } from './image-cache';
import { ImageTrouble } from './image-trouble';
import { useActiveTime } from './use-active-time';
import { useAnswerKeys } from './use-answer-keys';
import { useTrialImage } from './use-trial-image';

type Answering = Extract<RatingView, { state: 'answering' }>;
type Confidence = ResponseBody['confidence'];
/** The picture goes from edge to edge; words and buttons keep together under it. */
const COLUMN = 'mx-auto w-full max-w-2xl px-3';
const CONFIDENCE: readonly Confidence[] = [1, 2, 3];

interface AnswerTrialProps {
  view: Answering;
  cache: ImageCache;
  /** True while an answer is under way. */
  busy: boolean;
  onAnswer(body: ResponseBody): void;
}

/** One image, its question, the answers and how sure; nothing else. Give it the trial's id as key. */
export function AnswerTrial({ view, cache, busy, onAnswer }: AnswerTrialProps) {
  const t = useTranslations('rating');
  const { trial, preload } = view;
  const { check } = trial;
  const label = (option: string): string =>
    check === null ? option : t(`answer.check.${option as 'circle' | 'square'}`);
  const image = useTrialImage(cache, { id: trial.id, url: trial.image.url }, preload);
  const { start, read } = useActiveTime();
  const [choice, setChoice] = useState<0 | 1 | null | undefined>(undefined);
  const [confidence, setConfidence] = useState<Confidence | undefined>(undefined);
  const ready = image.status === 'ready' && !busy;

  useEffect(() => {
    if (image.status === 'ready') start();
  }, [image.status, start]);

  const keys = useMemo(
    () => ({
      choose: (next: 0 | 1 | null) => {
        if (ready) setChoice(next);
      },
      step: (by: 1 | -1) => {
        if (ready) setConfidence((now) => stepped(now, by));
      },
      send: () => {
        if (!ready || choice === undefined || confidence === undefined) return;
        onAnswer({ choice, confidence, ...read() });
      },
    }),
    [ready, choice, confidence, onAnswer, read],
  );
  useAnswerKeys(keys);

  return (
    <div className="flex min-h-0 w-full flex-1 flex-col gap-3">
      <div className="relative min-h-48 flex-1 overflow-hidden bg-surround text-on-surround">
        {image.status === 'ready' && (
          // An object URL of bytes that are decoded already: next/image has nothing to add.
          // eslint-disable-next-line @next/next/no-img-element
          <img
            src={image.src}
            alt={t('answer.image')}
            width={trial.image.width}
            height={trial.image.height}
            draggable={false}
            className="absolute inset-0 h-full w-full object-contain"
          />
        )}
        {image.status === 'loading' && (
          <p role="status" className="absolute inset-0 grid place-items-center">
            {t('answer.loading')}
          </p>
        )}
        {image.status === 'failed' && <ImageTrouble trialId={trial.id} onRetry={image.retry} />}
      </div>
      <h1 className={cn(COLUMN, 'text-lg font-semibold break-words')}>
        {check === null
          ? trial.question
          : t('answer.check.question', { shape: t(`answer.check.${check}`) })}
      </h1>
      <div
        role="group"
        aria-label={t('answer.options')}
        className={cn(COLUMN, 'grid grid-cols-2 gap-2')}
      >
        {trial.options.map((option, index) => (
          <ChoiceButton
            key={index}
            large
            pressed={choice === index}
            disabled={!ready}
            shortcut={String(index + 1)}
            onPress={() => keys.choose(index as 0 | 1)}
          >
            {label(option)}
          </ChoiceButton>
        ))}
        <div className="col-span-2 grid">
          <ChoiceButton
            pressed={choice === null}
            disabled={!ready}
            shortcut="3"
            onPress={() => keys.choose(null)}
          >
            {t('answer.cantTell')}
          </ChoiceButton>
        </div>
      </div>
      <div className={cn(COLUMN, 'grid gap-1 pb-3 sm:pb-6')}>
        <p id="confidence" className="text-ink-2">
          {t('answer.confidence')}
        </p>
        <div role="group" aria-labelledby="confidence" className="grid grid-cols-3 gap-2">
          {CONFIDENCE.map((step) => (
            <ChoiceButton
              key={step}
              pressed={confidence === step}
              disabled={!ready}
              onPress={() => setConfidence(step)}
            >
              {t(`answer.sure.${step}`)}
            </ChoiceButton>
          ))}
        </div>
        <Button
          variant="primary"
          size="lg"
          className="mt-2 w-full"
          loading={busy}
          loadingLabel={t('answer.saving')}
          disabled={!ready || choice === undefined || confidence === undefined}
          onClick={keys.send}
        >
          {t('answer.send')}
        </Button>
      </div>
    </div>
  );
}

const stepped = (now: Confidence | undefined, by: 1 | -1): Confidence =>
  now === undefined ? 2 : (Math.min(3, Math.max(1, now + by)) as Confidence);
