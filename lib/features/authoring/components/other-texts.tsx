'use client';
import { useTranslations } from 'next-intl';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { CopyButton } from '@/lib/ui/primitives/copy-button';
import { RelativeTime } from '@/lib/ui/primitives/time';
import { toast } from '@/lib/ui/primitives/toast';
import type { StoredDraftView } from '../draft-types';
import type { DraftControl } from '../use-draft';
import { asText } from './as-text';
import { DraftDifference } from './draft-difference';

/** Other texts of the person's own on this pair: each to go on with, to copy or to put away. */
export function OtherTexts({ draft }: { draft: DraftControl }) {
  const t = useTranslations('bench.texts');
  const patterns = useTranslations('patterns');
  return draft.others.map((text) => (
    <Callout
      key={`${text.at} ${JSON.stringify(text.content)}`}
      tone="info"
      title={t(text.left ? 'left' : 'another')}
    >
      <p className="text-sm text-ink-2">
        <RelativeTime iso={text.at} />
      </p>
      <DraftDifference other={text.content} mine={draft.content} />
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => draft.swap(text)}>
          {t('swap')}
        </Button>
        <CopyButton
          text={asText(text.content, (id) => patterns(`${id}.short`))}
          label={t('copy')}
        />
        <Button
          size="sm"
          variant="ghost"
          onClick={() => {
            const back = draft.dismiss(text);
            toast({ title: t('dismissed'), undo: back });
          }}
        >
          {t('dismiss')}
        </Button>
      </div>
    </Callout>
  ));
}

/** Two texts of one draft: a person says which one goes on. The other stays beside the form. */
export function DraftConflict(props: {
  draft: DraftControl;
  current: StoredDraftView;
  older: boolean;
  /** Who has written on the pair meanwhile, where it was somebody else. */
  by: string | null;
}) {
  const { draft, current, older, by } = props;
  const t = useTranslations('bench');
  const patterns = useTranslations('patterns');
  const title = older
    ? t('conflictOlderTitle')
    : by === null
      ? t('conflictTitle')
      : t('conflictByTitle', { name: by });
  return (
    <Callout tone="danger" live="alert" title={title}>
      <p>{t('conflictText')}</p>
      <DraftDifference other={current.content} mine={draft.content} />
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => draft.choose(true, current)}>
          {t('keepMine')}
        </Button>
        <Button size="sm" onClick={() => draft.choose(false, current)}>
          {t('takeOther')}
        </Button>
        <CopyButton
          text={asText(draft.content, (id) => patterns(`${id}.short`))}
          label={t('copyText')}
        />
      </div>
    </Callout>
  );
}
