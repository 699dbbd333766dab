'use client';
import { useTranslations } from 'next-intl';
import type { HandIn } from '@/lib/domain/participant';
import { Button } from '../primitives/button';
import { buttonStyle } from '../primitives/button-style';
import { CopyButton } from '../primitives/copy-button';

interface HandInCodeProps {
  code: string;
  handIn: HandIn | null;
  label: string;
  hint?: string;
}

/** A code, to copy, and the way to hand it in where the rater came from a recruiting platform. */
export function HandInCode({ code, handIn, label, hint }: HandInCodeProps) {
  return (
    <div className="grid gap-4">
      <div className="grid gap-1">
        <p className="text-ink-2">{label}</p>
        <p className="flex flex-wrap items-center gap-3">
          <code className="text-2xl font-semibold break-all num">{code}</code>
          <CopyButton text={code} />
        </p>
        {handIn === null && hint !== undefined && <p className="text-ink-2">{hint}</p>}
      </div>
      {handIn !== null && <Way code={code} handIn={handIn} />}
    </div>
  );
}

function Way({ code, handIn }: { code: string; handIn: HandIn }) {
  const t = useTranslations('rating.handIn');
  if (handIn.platform === 'prolific') {
    return (
      <p>
        {/* The address of this page is the rater's own; nobody else is told it. */}
        <a href={handIn.url} rel="noreferrer" className={buttonStyle('primary', 'lg')}>
          {t('prolific')}
        </a>
      </p>
    );
  }
  return (
    <>
      <p className="text-ink-2">{t('mturkPaste')}</p>
      {handIn.action !== null && (
        <form method="post" action={handIn.action}>
          <input type="hidden" name="assignmentId" value={handIn.assignmentId ?? ''} />
          <input type="hidden" name="completionCode" value={code} />
          <Button type="submit" variant="primary" size="lg">
            {t('mturk')}
          </Button>
        </form>
      )}
    </>
  );
}
