'use client';
import { Download, ShieldCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/lib/ui/primitives/button';
import { useAct } from '@/lib/ui/session/use-act';
import { startPullAction, startVerifyAction } from '../actions';

interface PullButtonProps {
  project: string;
  encoder: { id: string; name: string };
  /** Its files are here and damaged: the download brings them back. */
  again?: boolean;
  primary?: boolean;
}

export function PullButton({ project, encoder, again = false, primary = false }: PullButtonProps) {
  const t = useTranslations('models');
  const [pending, act] = useAct();
  return (
    <Button
      size={primary ? 'md' : 'sm'}
      variant={primary ? 'primary' : 'secondary'}
      icon={<Download aria-hidden />}
      loading={pending}
      onClick={() =>
        act(
          (as) => startPullAction({ project, encoderId: encoder.id }, as),
          t('started', { name: encoder.name }),
        )
      }
    >
      {t(again ? 'downloadAgain' : 'download')} <span className="sr-only">{encoder.name}</span>
    </Button>
  );
}

interface VerifyButtonProps {
  project: string;
  /** One encoder; all that are installed without it. */
  encoderId?: string;
  running: boolean;
}

export function VerifyButton({ project, encoderId, running }: VerifyButtonProps) {
  const t = useTranslations('models');
  const [pending, act] = useAct();
  return (
    <Button
      icon={<ShieldCheck aria-hidden />}
      loading={pending || running}
      loadingLabel={t('verifying')}
      onClick={() =>
        act(
          (as) => startVerifyAction({ project, ...(encoderId && { encoderIds: [encoderId] }) }, as),
          t('verifyStarted'),
        )
      }
    >
      {t(encoderId ? 'verify' : 'verifyAll')}
    </Button>
  );
}
