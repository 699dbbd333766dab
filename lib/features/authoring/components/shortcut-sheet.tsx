'use client';
import { useTranslations } from 'next-intl';
import { COMPARE_KEYS } from '@/lib/ui/compare/compare-mode';
import { KeyList } from '@/lib/ui/keyboard/key-list';
import { Dialog } from '@/lib/ui/primitives/dialog';

const FORM_KEYS = [
  ['submit', ['Ctrl', 'Enter']],
  ['question', ['Q']],
  ['keyOne', ['1']],
  ['keyTwo', ['2']],
  ['skip', ['K']],
] as const;

export function ShortcutSheet(props: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations('bench.keys');
  const compare = useTranslations('compare.keys');
  return (
    <Dialog {...props} title={t('title')} description={t('text')} size="sm">
      <KeyList
        rows={[
          ...FORM_KEYS.map(([id, keys]) => [t(id), keys] as const),
          ...COMPARE_KEYS.map(([id, keys]) => [compare(id), keys] as const),
          [t('guidelines'), ['G']],
          [t('help'), ['?']],
        ]}
      />
    </Dialog>
  );
}
