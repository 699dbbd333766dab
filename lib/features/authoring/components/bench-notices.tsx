'use client';
import { useTranslations } from 'next-intl';
import { sameContent } from '@/lib/domain/question-lint';
import { isReviewField } from '@/lib/domain/review-rules';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { CopyButton } from '@/lib/ui/primitives/copy-button';
import type { BenchPair } from '../load-bench-pair';
import type { DraftControl } from '../use-draft';
import { asText } from './as-text';

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
          {t('lostText')}
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
      {state.kind === 'conflict' && <Conflict draft={draft} current={state.current} />}
      {draft.recovered && state.kind !== 'conflict' && (
        <Callout tone="info" live="status">
          {t('recovered')}
        </Callout>
      )}
      {pair.draftBy && <Callout tone="info">{t('continues', { name: pair.draftBy })}</Callout>}
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

function Conflict(props: {
  draft: DraftControl;
  current: Extract<DraftControl['state'], { kind: 'conflict' }>['current'];
}) {
  const { draft, current } = props;
  const t = useTranslations('bench');
  const patterns = useTranslations('patterns');
  return (
    <Callout tone="danger" live="alert" title={t('conflictTitle')}>
      <p>{t('conflictText')}</p>
      {!sameContent(draft.content, current.content) && (
        <pre className="my-2 max-h-48 overflow-auto border border-line bg-bg p-2 font-sans text-sm whitespace-pre-wrap">
          {asText(current.content, (id) => patterns(`${id}.short`))}
        </pre>
      )}
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => draft.resolve(draft.content, current.version)}>
          {t('keepMine')}
        </Button>
        <Button size="sm" onClick={() => draft.resolve(current.content, current.version)}>
          {t('takeOther')}
        </Button>
      </div>
    </Callout>
  );
}
