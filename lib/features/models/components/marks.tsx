import { useLocale, useTranslations } from 'next-intl';
import type { LicenceLimit } from '@/lib/domain/catalogue/licence';
import type { EncoderRole } from '@/lib/domain/encoders';
import { formatBytes } from '@/lib/ui/primitives/format-bytes';
import { Status } from '@/lib/ui/primitives/status';

/** Semantic amber, visual teal, as everywhere; the word says it, too. */
export function RoleWord({ role }: { role: EncoderRole | null }) {
  const t = useTranslations('models.roles');
  if (role === null) return null;
  return <span className={role === 'semantic' ? 'text-semantic' : 'text-visual'}>{t(role)}</span>;
}

/** What a licence forbids in plain words, and under it its name; the encoder's page has the whole of it. */
export function Licence({
  licence,
  limit,
}: {
  licence: string | null;
  limit: LicenceLimit | null;
}) {
  const t = useTranslations('models.licence');
  if (licence === null) return null;
  if (limit === null) return <span lang="en">{licence}</span>;
  // "Some long name (its-short-id): what it allows"
  const name = /\(([a-z0-9.-]+)\)/.exec(licence)?.[1] ?? licence.replace(/:.*$/, '');
  return (
    <>
      <Status tone="warning" className="whitespace-normal">
        {t(limit)}
      </Status>
      {limit !== 'unknown' && (
        <span lang="en" className="block text-sm text-ink-2">
          {name}
        </span>
      )}
    </>
  );
}

export function Bytes({ bytes }: { bytes: number | null }) {
  const t = useTranslations('models');
  const locale = useLocale();
  if (bytes === null) return <span className="text-ink-2">{t('unknown')}</span>;
  return <span className="whitespace-nowrap num">{formatBytes(bytes, locale)}</span>;
}

export function Pixels({ side }: { side: number | null }) {
  const t = useTranslations('models');
  return side === null ? null : (
    <span className="whitespace-nowrap num">{t('pixels', { side })}</span>
  );
}
