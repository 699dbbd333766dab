'use client';

import { UserPlus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { Role } from '@/lib/domain/permissions';
import { Button } from '@/lib/ui/primitives/button';
import { Dialog } from '@/lib/ui/primitives/dialog';
import type { Invited } from '../invite-person';
import { InviteForm } from './invite-form';
import { InviteLink } from './invite-link';

interface InviteDialogProps {
  project: string;
  studies: { id: string; name: string }[];
  /** Role that is chosen at first. */
  role?: Role;
  /** False where the page has a more important button. */
  primary?: boolean;
}

/** Asks for the role, then shows the link once. */
export function InviteDialog({ project, studies, role, primary = true }: InviteDialogProps) {
  const t = useTranslations('people');
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<Invited | null>(null);
  const [copied, setCopied] = useState(false);

  const change = (next: boolean) => {
    setOpen(next);
    setCopied(false);
    if (next) setMade(null);
    else router.refresh();
  };

  return (
    <Dialog
      open={open}
      onOpenChange={change}
      trigger={
        <Button variant={primary ? 'primary' : 'secondary'} icon={<UserPlus size={16} />}>
          {t('invite')}
        </Button>
      }
      title={made ? t('linkReady') : t('inviteTitle')}
      // Who shut it by accident would have lost the link: only its hash is stored. A mailed one is not lost.
      held={made && made.mail !== 'sent' && !copied ? t('linkHeld') : undefined}
      description={made ? t('linkOnce') : t('inviteText')}
    >
      {made ? (
        <InviteLink invited={made} onCopied={() => setCopied(true)} onDone={() => change(false)} />
      ) : (
        <InviteForm project={project} studies={studies} role={role} onMade={setMade} />
      )}
    </Dialog>
  );
}
