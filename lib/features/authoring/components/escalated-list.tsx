'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useTransition } from 'react';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import { Button } from '@/lib/ui/primitives/button';
import { Section } from '@/lib/ui/primitives/section';
import { toast } from '@/lib/ui/primitives/toast';
import { useSession } from '@/lib/ui/session/use-session';
import { offerAgainAction } from '../actions';
import type { EscalatedPair } from '../escalated-pairs';

/** For reviewers and administrators: pairs that so many people skipped that somebody has to decide. */
export function EscalatedList(props: {
  project: string;
  items: readonly EscalatedPair[];
  busy: boolean;
  onTake: (pairId: string) => void;
}) {
  const { project, items, busy, onTake } = props;
  const t = useTranslations('bench');
  const failureText = useFailureText();
  const { as } = useSession();
  const router = useRouter();
  const [pending, start] = useTransition();
  if (items.length === 0) return null;
  const offer = ({ pairId, number }: EscalatedPair): void =>
    start(async () => {
      const result = await offerAgainAction({ project, pairId }, as).catch(() => null);
      if (result?.ok) toast({ title: t('escalated.offered', { number }) });
      else {
        const title = result ? failureText(result.error) : t('escalated.unreachable');
        toast({ title, tone: 'danger' });
      }
      if (result) router.refresh();
    });
  return (
    <Section title={`${t('escalated.title')} (${items.length})`} description={t('escalated.text')}>
      <ul className="divide-y divide-line border-y border-line">
        {items.map((item) => (
          <li key={item.pairId} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
            <Link href={`/p/${project}/pairs/${item.number}`} className="text-accent num underline">
              {t('pairNumber', { number: item.number })}
            </Link>
            <span className="min-w-40 flex-1 text-ink-2 num">
              {t('escalated.skips', { count: item.skips })}
            </span>
            <Button size="sm" disabled={busy || pending} onClick={() => offer(item)}>
              {t('escalated.offer')}
            </Button>
            <Button size="sm" disabled={busy || pending} onClick={() => onTake(item.pairId)}>
              {t('escalated.take')}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
