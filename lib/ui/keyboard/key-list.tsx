'use client';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { KeyOf, useKeyLabel, useOwnKeys } from './own-keys';

/** What keys do, one line each: words, translated, and default keys. Lines that have no key now are left out. */
export function KeyList({ rows }: { rows: readonly (readonly [string, readonly string[]])[] }) {
  const t = useTranslations('common.singleKeys');
  const labelOf = useKeyLabel();
  const { single } = useOwnKeys();
  const shown = rows.filter(([, keys]) => keys.every((key) => labelOf(key) !== undefined));
  return (
    <>
      <dl className="grid grid-cols-[1fr_auto] gap-x-6 gap-y-2 text-sm">
        {shown.map(([words, keys]) => (
          <div key={words} className="contents">
            <dt>{words}</dt>
            <dd className="flex justify-end gap-1">
              {keys.map((key) => (
                <KeyOf key={key}>{key}</KeyOf>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-4 text-sm text-ink-2">
        {t(single ? 'areOn' : 'areOff')}{' '}
        <Link href="/settings#single-keys" className="text-accent underline">
          {t(single ? 'turnOff' : 'turnOn')}
        </Link>
      </p>
    </>
  );
}
