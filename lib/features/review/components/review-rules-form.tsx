'use client';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState, useTransition, type FormEvent } from 'react';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { Field, fieldAria } from '@/lib/ui/primitives/field';
import { Input } from '@/lib/ui/primitives/input';
import { Select } from '@/lib/ui/primitives/select';
import { toast } from '@/lib/ui/primitives/toast';
import { useSession } from '@/lib/ui/session/use-session';
import { setReviewRulesAction } from '../actions';
import type { ReviewRulesView } from '../set-review-rules';

const CHOICES = [1, 2, 3];

/** How many independent reviews questions get, and how many of the questions. */
export function ReviewRulesForm({ project, rules }: { project: string; rules: ReviewRulesView }) {
  const t = useTranslations('review.rules');
  const common = useTranslations('common');
  const unreachable = useTranslations('review')('unreachable');
  const failureText = useFailureText();
  const { as } = useSession();
  const router = useRouter();
  const [reviews, setReviews] = useState(rules.reviewsPerQuestion);
  const [overlap, setOverlap] = useState(String(rules.reviewOverlap));
  const [pending, startTransition] = useTransition();
  const share = Number(overlap);
  const bad = overlap.trim() === '' || !Number.isInteger(share) || share < 0 || share > 100;
  const error = reviews > 1 && bad ? t('overlapBad') : undefined;
  // The reviewers of a question, one who decides where they disagree, and none of them its author.
  const needed = reviews > 1 ? reviews + 1 : 1;

  const save = (event: FormEvent): void => {
    event.preventDefault();
    if (error !== undefined) return document.getElementById('overlap')?.focus();
    startTransition(async () => {
      try {
        const result = await setReviewRulesAction(
          {
            project,
            reviewsPerQuestion: reviews,
            reviewOverlap: bad ? rules.reviewOverlap : share,
          },
          as,
        );
        if (!result.ok) return toast({ title: failureText(result.error), tone: 'danger' });
        const { settled } = result.data;
        toast({
          title: settled > 0 ? t('settled', { count: settled }) : common('saved'),
          tone: 'ok',
        });
        router.refresh();
      } catch {
        toast({ title: unreachable, tone: 'danger' });
      }
    });
  };
  return (
    <form onSubmit={save} className="flex max-w-xl flex-col gap-4" noValidate>
      <Field id="reviews" label={t('reviews')} hint={t('reviewsHint')}>
        <Select
          id="reviews"
          className="max-w-40"
          value={reviews}
          onChange={(event) => setReviews(Number(event.target.value))}
          {...fieldAria({ id: 'reviews', hint: t('reviewsHint'), error: undefined })}
        >
          {CHOICES.map((count) => (
            <option key={count} value={count}>
              {t('count', { count })}
            </option>
          ))}
        </Select>
      </Field>
      {reviews > 1 && (
        <Field id="overlap" label={t('overlap')} hint={t('overlapHint')} error={error}>
          <Input
            id="overlap"
            width="number"
            inputMode="numeric"
            value={overlap}
            onChange={(event) => setOverlap(event.target.value)}
            {...fieldAria({ id: 'overlap', hint: t('overlapHint'), error })}
          />
        </Field>
      )}
      {rules.reviewers < needed && (
        <Callout tone="warning">{t('tooFew', { reviewers: rules.reviewers, needed })}</Callout>
      )}
      <div>
        <Button type="submit" variant="primary" loading={pending}>
          {common('save')}
        </Button>
      </div>
    </form>
  );
}
