'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import type { AgreementRule } from '@/lib/domain/mining/agreement';
import type { RankScore } from '@/lib/domain/mining/rank';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { Dialog } from '@/lib/ui/primitives/dialog';
import { toast } from '@/lib/ui/primitives/toast';
import { answered } from '@/lib/ui/session/answered';
import { useSession } from '@/lib/ui/session/use-session';
import { startMiningAction } from '../actions';
import type { EncoderChoice } from '../run-queries';
import type { MiningStart } from '../start-like';
import { MiningFieldset } from './mining-fieldset';

interface Props {
  project: string;
  encoders: readonly EncoderChoice[];
  initiallyOpen: boolean;
  /** Flagged images that a run will not look at. */
  leftOut: number;
  /** Images that it would use although no check has measured them. */
  unchecked: { count: number; total: number };
  start: MiningStart;
}

const FORM = 'mining-form';

export function MiningDialog(props: Props) {
  const { project, encoders, initiallyOpen, leftOut, unchecked, start } = props;
  const t = useTranslations('mining');
  const failureText = useFailureText();
  const { as } = useSession();
  const router = useRouter();
  const [open, setOpen] = useState(initiallyOpen);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<{
    message: string;
    fields: Record<string, string>;
  } | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const text = (name: string): string => String(data.get(name) ?? '');
    const optional = (name: string) => (text(name) === '' ? {} : { [name]: text(name) });
    // Absent where a role has one encoder; whatever else it says is refused by the action.
    const rule = (name: 'agreeSemantic' | 'agreeVisual') =>
      text(name) === '' ? {} : { [name]: text(name) as AgreementRule };
    setPending(true);
    const result = await answered(
      startMiningAction(
        {
          project,
          semanticEncoder: text('semanticEncoder'),
          visualEncoder: text('visualEncoder'),
          furtherSemantic: data.getAll('furtherSemantic').map(String),
          furtherVisual: data.getAll('furtherVisual').map(String),
          ...rule('agreeSemantic'),
          ...rule('agreeVisual'),
          minSemantic: text('minSemantic'),
          maxVisual: text('maxVisual'),
          perImage: text('perImage'),
          // Whatever else it says is refused by the action.
          rankBy: text('rankBy') as RankScore,
          ...optional('perCluster'),
          ...optional('limit'),
        },
        as,
      ),
    );
    setPending(false);
    if (!result.ok) {
      setFailure({ message: failureText(result.error), fields: result.error.fields ?? {} });
      return;
    }
    setOpen(false);
    setFailure(null);
    toast({ title: t('form.started'), tone: 'ok' });
    router.refresh();
  }

  const usable = encoders.filter((encoder) => encoder.unusable === null);
  const ready = ['semantic', 'visual'].every((role) => usable.some((one) => one.role === role));
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button variant="primary">{t('run')}</Button>}
      title={t('form.title')}
      description={t('form.description')}
      footer={
        <Button type="submit" form={FORM} variant="primary" loading={pending} disabled={!ready}>
          {t('form.start')}
        </Button>
      }
    >
      <form id={FORM} onSubmit={submit} className="grid gap-4">
        {failure ? <Callout tone="danger" title={failure.message} /> : null}
        {start.missing.length > 0 ? (
          <Callout
            tone="warning"
            title={t('form.missing', {
              count: start.missing.length,
              encoders: start.missing.join(', '),
            })}
          />
        ) : null}
        <MiningFieldset encoders={usable} errors={failure?.fields ?? {}} start={start} />
        {unchecked.count > 0 ? (
          <Callout
            tone="warning"
            title={t('form.unchecked', unchecked)}
            action={
              <Link className="link" href={`/p/${project}/images/quality`}>
                {t('form.uncheckedLink')}
              </Link>
            }
          />
        ) : null}
        {leftOut > 0 ? (
          <p className="text-sm text-ink-2">
            {t('form.leftOut', { count: leftOut })}{' '}
            <Link className="text-accent" href={`/p/${project}/images/quality`}>
              {t('form.leftOutLink')}
            </Link>
          </p>
        ) : null}
        {usable.some((encoder) => encoder.miniature) ? (
          <p className="text-sm text-ink-2">{t('miniature')}</p>
        ) : null}
        {!ready || usable.every((encoder) => encoder.miniature) ? (
          <p>
            <Link className="link" href={`/p/${project}/models`}>
              {t('form.encoders')}
            </Link>
          </p>
        ) : null}
      </form>
    </Dialog>
  );
}
