'use client';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useEffect, useMemo, useState } from 'react';
import { sameContent } from '@/lib/domain/question-lint';
import { Button } from '@/lib/ui/primitives/button';
import { CopyButton } from '@/lib/ui/primitives/copy-button';
import { Section } from '@/lib/ui/primitives/section';
import { RelativeTime } from '@/lib/ui/primitives/time';
import { toast } from '@/lib/ui/primitives/toast';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import { useSession } from '@/lib/ui/session/use-session';
import { dismissTextAction } from '../actions';
import { localTexts, type LocalText } from '../local-texts';
import type { LostText } from '../lost-texts';
import type { MyWork } from '../queries';
import { asText } from './as-text';

interface Shown extends Omit<LostText, 'pair'> {
  /** 'device': only this browser has it, and does not know how the pair stands. */
  pair: LostText['pair'] | 'device';
}

/** The person's words that are not his draft now: on pairs that others took, and what only this device has. */
export function LostTexts(props: {
  project: string;
  work: MyWork;
  busy: boolean;
  onOpen: (pairId: string) => void;
}) {
  const { project, work, busy, onOpen } = props;
  const t = useTranslations('bench');
  const patterns = useTranslations('patterns');
  const failureText = useFailureText();
  const router = useRouter();
  const { as, call } = useSession();
  const [here, setHere] = useState<LocalText[]>([]);
  const device = useMemo(
    () => localTexts(() => window.localStorage, work.userId, project),
    [project, work.userId],
  );
  // After the first render: the server does not know what this device keeps.
  useEffect(() => queueMicrotask(() => setHere(device.all())), [device, work]);

  const texts = shownTexts(work, here);
  if (texts.length === 0) return null;

  const dismiss = async (text: Shown): Promise<void> => {
    const { id, pairId, number, content, writtenAt: at } = text;
    const tell = async (dismissed: boolean): Promise<boolean> => {
      if (id === null) return true;
      try {
        const result = await call(() => dismissTextAction({ project, id, dismissed }, as));
        if (!result.ok) toast({ title: failureText(result.error), tone: 'danger' });
        return result.ok;
      } catch {
        toast({ title: t('texts.unreachable'), tone: 'danger' });
        return false;
      }
    };
    if (!(await tell(true))) return;
    device.drop(pairId, content);
    setHere(device.all());
    router.refresh();
    toast({
      title: t('texts.dismissed'),
      undo: async () => {
        if (!(await tell(false))) return;
        if (id === null) device.add({ pairId, number, content, at });
        setHere(device.all());
        router.refresh();
      },
    });
  };

  return (
    <Section
      id="kept-texts"
      title={`${t('texts.title')} (${texts.length})`}
      description={t('texts.text')}
    >
      <ul className="divide-y divide-line border-y border-line">
        {texts.map((text) => {
          const words = asText(text.content, (id) => patterns(`${id}.short`));
          return (
            <li
              key={`${text.pairId} ${text.id ?? text.writtenAt}`}
              className="flex flex-wrap items-start gap-x-4 gap-y-2 py-3"
            >
              <span className="text-ink-2 num">{t('pairNumber', { number: text.number })}</span>
              <div className="min-w-40 flex-1">
                <details>
                  <summary className="cursor-pointer text-ink">
                    {text.content.question || t('noQuestionYet')}
                  </summary>
                  <p className="mt-1 text-sm break-words whitespace-pre-wrap">{words}</p>
                </details>
                <p className="text-sm text-ink-2">{t(`texts.pair.${text.pair}`)}</p>
              </div>
              <span className="text-sm text-ink-2">
                <RelativeTime iso={text.writtenAt} />
              </span>
              <span className="flex flex-wrap gap-2">
                <CopyButton text={words} label={t('texts.copy')} />
                {(text.pair === 'free' || text.pair === 'device') && (
                  <Button size="sm" disabled={busy} onClick={() => onOpen(text.pairId)}>
                    {t('texts.take')}
                  </Button>
                )}
                {(text.id !== null || text.pair === 'device') && (
                  <Button size="sm" variant="ghost" onClick={() => void dismiss(text)}>
                    {t('texts.dismiss')}
                  </Button>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

/** Each text once: what the server keeps, then what only this device does and no draft goes on with. */
export function shownTexts(work: MyWork, here: readonly LocalText[]): Shown[] {
  const kept: Shown[] = [...work.texts].sort((one) => (one.id === null ? 1 : -1));
  const begun = new Set([...work.drafts, ...work.changesRequested].map(({ pairId }) => pairId));
  const local: Shown[] = here
    .filter(({ pairId }) => !begun.has(pairId))
    .map(({ at, ...text }) => ({ ...text, id: null, writtenAt: at, pair: 'device' }));
  const shown: Shown[] = [];
  for (const text of [...kept, ...local]) {
    const again = shown.some(
      (one) => one.pairId === text.pairId && sameContent(one.content, text.content),
    );
    if (!again) shown.push(text);
  }
  return shown.sort((one, two) => two.writtenAt.localeCompare(one.writtenAt));
}
