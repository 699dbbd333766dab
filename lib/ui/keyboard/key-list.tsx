'use client';
import { KeyOf } from './own-keys';

/** What keys do, one line each: words, translated, and default keys. */
export function KeyList({ rows }: { rows: readonly (readonly [string, readonly string[]])[] }) {
  return (
    <dl className="grid grid-cols-[1fr_auto] gap-x-6 gap-y-2 text-sm">
      {rows.map(([words, keys]) => (
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
  );
}
