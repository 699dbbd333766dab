'use client';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { useOwnKeys } from '@/lib/ui/keyboard/own-keys';
import { cn } from '@/lib/ui/primitives/cn';
import type { Confidence, Draft } from './answer-draft';
import { ChoiceButton } from './choice-button';

const CONFIDENCE: readonly Confidence[] = [1, 2, 3];

interface AnswerChoicesProps {
  /** In the order of display. */
  options: readonly [string, string];
  draft: Draft;
  disabled: boolean;
  onChange(change: Partial<Draft>): void;
  /** For the two answers and "can't tell"; then for the three steps, where they have keys. */
  keys: readonly string[];
  /** Where keys differ from image to image, each button says its own. */
  showKeys?: boolean;
  className?: string;
}

/** The answers to one image, and how sure. */
export function AnswerChoices(props: AnswerChoicesProps) {
  const { options, draft, disabled, onChange, showKeys = false, className } = props;
  const t = useTranslations('rating.answer');
  const confidence = useId();
  const { single } = useOwnKeys();
  const keys = single ? props.keys : [];
  const shared = { disabled, showKey: showKeys };
  return (
    <>
      <div
        role="group"
        aria-label={t('options')}
        className={cn(className, 'grid grid-cols-2 gap-2')}
      >
        {options.map((option, index) => (
          <ChoiceButton
            key={index}
            large
            {...shared}
            pressed={draft.choice === index}
            shortcut={keys[index]}
            onPress={() => onChange({ choice: index as 0 | 1 })}
          >
            {option}
          </ChoiceButton>
        ))}
        <div className="col-span-2 grid">
          <ChoiceButton
            {...shared}
            pressed={draft.choice === null}
            shortcut={keys[2]}
            onPress={() => onChange({ choice: null })}
          >
            {t('cantTell')}
          </ChoiceButton>
        </div>
      </div>
      <div className={cn(className, 'grid gap-1')}>
        <p id={confidence} className="text-ink-2">
          {t('confidence')}
        </p>
        <div role="group" aria-labelledby={confidence} className="grid grid-cols-3 gap-2">
          {CONFIDENCE.map((step) => (
            <ChoiceButton
              key={step}
              {...shared}
              pressed={draft.confidence === step}
              shortcut={keys[2 + step]}
              onPress={() => onChange({ confidence: step })}
            >
              {t(`sure.${step}`)}
            </ChoiceButton>
          ))}
        </div>
      </div>
    </>
  );
}
