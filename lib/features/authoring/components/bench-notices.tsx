'use client';
import { useTranslations } from 'next-intl';
import { EMPTY_QUESTION, sameContent } from '@/lib/domain/question-lint';
import { isReviewField } from '@/lib/domain/review-rules';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { CopyButton } from '@/lib/ui/primitives/copy-button';
import type { BenchPair } from '../load-bench-pair';
import type { DraftControl } from '../use-draft';
import type { OtherText } from '../use-own-texts';
import { asText } from './as-text';
import { DraftConflict, OtherTexts } from './other-texts';

const EMPTY: OtherText = { id: null, content: EMPTY_QUESTION, at: '', left: false };

/** What the author must know before he goes on: each says what happened, what is safe, what to do. */
export function BenchNotices(props: {
  pair: BenchPair;
  draft: DraftControl;
  lost: boolean;
  /** The lease has run out, but nobody is known to have taken the pair. */
  ended: boolean;
  onRenew: () => Promise<void>;
  onNext: () => void;
}) {
  const { pair, draft, lost, ended, onRenew, onNext } = props;
  const t = useTranslations('bench');
  const common = useTranslations('common');
  const fields = useTranslations('review.reviewField');
  const patterns = useTranslations('patterns');
  const { state } = draft;
  return (
    <>
      {lost ? (
        <Callout
          tone="danger"
          live="alert"
          title={t('lostTitle')}
          action={
            <span className="flex flex-wrap gap-2">
              <CopyButton
                text={asText(draft.content, (id) => patterns(`${id}.short`))}
                label={t('copyText')}
              />
              <Button size="sm" onClick={onNext}>
                {t('takeNext')}
              </Button>
            </span>
          }
        >
          {t(state.kind === 'lease-lost' && !state.kept ? 'lostTextHere' : 'lostText')}
        </Callout>
      ) : ended ? (
        <Callout
          tone="warning"
          live="alert"
          title={t('endedTitle')}
          action={
            <Button size="sm" onClick={() => void onRenew()}>
              {t('goOn')}
            </Button>
          }
        >
          {t('endedText')}
        </Callout>
      ) : null}
      {state.kind === 'offline' && (
        <Callout tone="warning" title={t('offlineTitle')}>
          {t('offlineText')}
        </Callout>
      )}
      {state.kind === 'refused' && (
        <Callout tone="danger" live="alert" title={t('refusedTitle')}>
          {state.message}
        </Callout>
      )}
      {state.kind === 'conflict' && (
        <DraftConflict
          draft={draft}
          current={state.current}
          older={state.older}
          by={state.current.version === pair.draftVersion ? pair.draftBy : null}
        />
      )}
      {draft.recovered && state.kind !== 'conflict' && (
        <Callout tone="info" live="status">
          {t('recovered')}
        </Callout>
      )}
      {pair.draftBy && !lost && (
        <Callout
          tone="info"
          title={t('continues', { name: pair.draftBy })}
          action={
            sameContent(draft.content, EMPTY_QUESTION) ? undefined : (
              <Button size="sm" onClick={() => draft.swap(EMPTY)}>
                {t('beginEmpty')}
              </Button>
            )
          }
        >
          {t('continuesText', { name: pair.draftBy })}
        </Callout>
      )}
      {!lost && state.kind !== 'conflict' && <OtherTexts draft={draft} />}
      {pair.feedback.map((item) => (
        <Callout
          key={`${item.at} ${item.comment}`}
          tone="warning"
          title={t('askedBy', { name: item.reviewer ?? common('noPerson') })}
        >
          {isReviewField(item.field) && <p className="text-sm text-ink-2">{fields(item.field)}</p>}
          {item.comment}
        </Callout>
      ))}
    </>
  );
}
