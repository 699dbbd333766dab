'use client';
import { Keyboard } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { KeyList } from '@/lib/ui/keyboard/key-list';
import { useShortcuts } from '@/lib/ui/keyboard/use-shortcuts';
import { Dialog } from '@/lib/ui/primitives/dialog';
import { IconButton } from '@/lib/ui/primitives/icon-button';
import { COMPARE_KEYS } from './compare-mode';

/** The viewer's keys, for pages that have no list of shortcuts of their own. */
export function CompareHelp({ withLens }: { withLens: boolean }) {
  const t = useTranslations('compare.keys');
  const [open, setOpen] = useState(false);
  useShortcuts({ '?': () => setOpen(true) });
  return (
    <>
      <IconButton
        label={t('title')}
        shortcut="?"
        size="sm"
        icon={<Keyboard />}
        onClick={() => setOpen(true)}
      />
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={t('title')}
        description={t('text')}
        size="sm"
      >
        <KeyList
          rows={COMPARE_KEYS.filter(([id]) => withLens || id !== 'lens').map(([id, keys]) => [
            t(id),
            keys,
          ])}
        />
      </Dialog>
    </>
  );
}
