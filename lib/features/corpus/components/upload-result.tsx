'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { LinkButton } from '@/lib/ui/primitives/link-button';
import type { UploadPhase } from './use-upload';

interface Props {
  project: string;
  done: Extract<UploadPhase, { phase: 'done' }>;
  mayMine: boolean;
  /** May have the quality of images checked. */
  mayCheck: boolean;
  onRetry: () => void;
  onAgain: () => void;
}

/** What became of an upload, each bad file with its reason, and the next step. */
export function UploadResult({ project, done, mayMine, mayCheck, onRetry, onAgain }: Props) {
  const t = useTranslations('corpus.upload');
  const tb = useTranslations('corpus.batch');
  const tr = useTranslations('corpus.refusal');
  const { results, batchId, stopped } = done;
  const answers = results.flatMap((one) =>
    'answer' in one ? [{ ...one.answer, name: one.name }] : [],
  );
  const failed = results.flatMap((one) => ('file' in one ? [one] : []));
  const refused = answers.filter((answer) => answer.outcome === 'refused');
  const count = (outcome: string): number =>
    answers.filter((answer) => answer.outcome === outcome).length;
  const queued = count('queued');
  const duplicates = answers.filter((answer) => answer.outcome === 'duplicate');
  const base = `/p/${project}`;

  return (
    <div className="grid max-w-3xl gap-6" aria-live="polite">
      <Callout tone={stopped ? 'info' : 'ok'} title={stopped ? t('stopped') : t('doneTitle')}>
        <p className="num">
          {t('summary', {
            added: count('added'),
            duplicate: count('duplicate'),
            refused: refused.length,
          })}
        </p>
        {queued > 0 ? <p>{t('queued', { count: queued })}</p> : null}
      </Callout>

      {failed.length > 0 ? (
        <Callout
          tone="danger"
          title={t('failedTitle', { count: failed.length })}
          action={<Button onClick={onRetry}>{t('retry', { count: failed.length })}</Button>}
        >
          <p>{t('failedNote')}</p>
          <Reasons rows={failed.map((one) => [one.name, one.message ?? t('offline')])} />
        </Callout>
      ) : null}

      {refused.length > 0 ? (
        <Callout tone="warning" title={t('refusedTitle', { count: refused.length })}>
          <p>{t('refusedNote')}</p>
          <Reasons
            rows={refused.map(({ name, reason }) => [name, tr(reason.code, reason.params)])}
          />
        </Callout>
      ) : null}

      {duplicates.length > 0 ? (
        <Callout tone="info" title={t('duplicateTitle', { count: duplicates.length })}>
          <Reasons rows={duplicates.map(({ name, of }) => [name, tb('sameAs', { name: of })])} />
        </Callout>
      ) : null}

      <div className="flex flex-wrap gap-3">
        {mayMine && queued === 0 ? (
          <LinkButton href={`${base}/pairs?mine=1`} variant="primary">
            {t('next')}
          </LinkButton>
        ) : null}
        {mayCheck && queued === 0 ? (
          <LinkButton href={`${base}/images/quality`}>{t('check')}</LinkButton>
        ) : null}
        <LinkButton href={`${base}/images/batches/${batchId}`}>{t('report')}</LinkButton>
        <LinkButton href={`${base}/images`}>{t('seeImages')}</LinkButton>
        <Button variant="ghost" onClick={onAgain}>
          {t('again')}
        </Button>
      </div>
    </div>
  );
}

function Reasons({ rows }: { rows: [name: string, reason: string][] }) {
  return (
    <dl className="mt-2 max-h-96 overflow-auto">
      {rows.map(([name, reason], at) => (
        <div key={`${at} ${name}`} className="border-t border-line py-2">
          <dt className="font-medium break-all">{name}</dt>
          <dd className="text-ink-2">{reason}</dd>
        </div>
      ))}
    </dl>
  );
}
