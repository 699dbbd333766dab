import { useTranslations } from 'next-intl';
import type { OfferedProvider } from '@/lib/server/session-providers';
import { Status } from '@/lib/ui/primitives/status';
import { ProviderButtons } from './provider-buttons';

interface LinkedAccountsProps {
  offered: OfferedProvider[];
  /** Ids of the providers that are linked. */
  linked: string[];
}

export function LinkedAccounts({ offered, linked }: LinkedAccountsProps) {
  const t = useTranslations('auth');
  return (
    <div className="max-w-md">
      {offered
        .filter(({ id }) => linked.includes(id))
        .map(({ id, name }) => (
          <p key={id}>
            <Status tone="ok">{t('linkedWith', { provider: name })}</Status>
          </p>
        ))}
      <ProviderButtons
        providers={offered.filter(({ id }) => !linked.includes(id))}
        next="/settings"
      />
    </div>
  );
}
