'use client';

import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/lib/ui/primitives/button';
import type { SessionPerson, SessionState } from '@/lib/ui/session/session-watch';

/** What is left of the dialog when it was closed: the trouble stays in sight, and the way out of it. */
export function SessionBar(props: {
  state: Exclude<SessionState, { kind: 'in' }>;
  person: SessionPerson;
  onOpen: () => void;
  /** The button was reached from there. */
  onFocusFrom: (from: Element | null) => void;
}) {
  const { state, person, onOpen, onFocusFrom } = props;
  const t = useTranslations('auth');
  return (
    <div className="sticky top-0 z-30 flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-warning bg-warning-soft px-4 py-2 text-base print:hidden">
      <TriangleAlert aria-hidden className="size-4 shrink-0 text-warning" />
      <p role="status" className="min-w-0 flex-1 basis-48">
        {state.kind === 'ended'
          ? t('session.bar')
          : t('session.otherBar', { name: state.person.name, own: person.name })}
      </p>
      <Button size="sm" onClick={onOpen} onFocus={(event) => onFocusFrom(event.relatedTarget)}>
        {t('signIn')}
      </Button>
    </div>
  );
}
