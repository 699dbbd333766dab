import { getTranslations } from 'next-intl/server';
import { ResumeForm } from '@/lib/features/people/components/resume-form';
import { knowsResume } from '@/lib/features/people/resume-rater';
import { makeCtx } from '@/lib/server/services';
import { sessionUser } from '@/lib/server/session';
import { Callout } from '@/lib/ui/primitives/callout';
import { LinkButton } from '@/lib/ui/primitives/link-button';
import { RaterShell } from '@/lib/ui/shell/rater-shell';

export default async function ResumePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const [holder, t] = await Promise.all([sessionUser(), getTranslations('rating.join')]);
  const known = await knowsResume(makeCtx({ kind: 'anonymous' }), token);
  const named = holder !== null && !holder.anonymous ? holder : null;
  return (
    <RaterShell>
      <div className="mx-auto grid w-full measure gap-6 p-4">
        <h1 className="text-2xl font-semibold">{t('resumeHeading')}</h1>
        {!known && <p>{t('resumeUnknown')}</p>}
        {known && named && (
          <Callout tone="info" action={<LinkButton href="/sign-out">{t('signOut')}</LinkButton>}>
            {t('signedInAs', { name: named.name })}
          </Callout>
        )}
        {known && !named && <ResumeForm token={token} />}
      </div>
    </RaterShell>
  );
}
