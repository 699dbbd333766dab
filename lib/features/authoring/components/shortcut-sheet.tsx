'use client';
import { useTranslations } from 'next-intl';
import { Dialog } from '@/lib/ui/primitives/dialog';
import { Kbd } from '@/lib/ui/primitives/kbd';

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
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
