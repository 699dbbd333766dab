'use client';
import { useTranslations } from 'next-intl';
import { KeyOf } from '@/lib/ui/keyboard/own-keys';
import { Dialog } from '@/lib/ui/primitives/dialog';

const ROWS = [
  ['submit', ['Ctrl', 'Enter']],
  ['question', ['Q']],
  ['keyOne', ['1']],
  ['keyTwo', ['2']],
  ['skip', ['K']],
  ['side', ['S']],
  ['flip', ['T']],
  ['swipe', ['W']],
  ['difference', ['D']],
  ['zoom', ['+', '-', '0']],
  ['pan', ['←', '↑', '→', '↓']],
  ['guidelines', ['G']],
  ['help', ['?']],
] as const;

export function ShortcutSheet(props: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations('bench.keys');
  return (
    <Dialog {...props} title={t('title')} description={t('text')} size="sm">
      <dl className="grid grid-cols-[1fr_auto] gap-x-6 gap-y-2 text-sm">
        {ROWS.map(([id, keys]) => (
          <div key={id} className="contents">
            <dt>{t(id)}</dt>
            <dd className="flex justify-end gap-1">
              {keys.map((key) => (
                <KeyOf key={key}>{key}</KeyOf>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
