'use client';
import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/lib/ui/primitives/button';
import { Kbd } from '@/lib/ui/primitives/kbd';
import type { BenchPair } from '../load-bench-pair';
import type { SubmitState } from '../use-submit';
import { RejectMenu } from './reject-menu';

/** The foot of the form: one primary button, and the ways out. */
export function BenchActions(props: {
  project: string;
  pair: BenchPair;
  /** How much still stands between the question and its submit; 0 before a try. */
  open: number;
  submitting: SubmitState;
  /** The pair is being given back. */
  leaving: boolean;
  disabled: boolean;
  onLeave: (how: 'skip' | 'release') => void;
  flush: () => Promise<unknown>;
  onRejected: () => void;
}) {
  const { project, pair, open, submitting, leaving, disabled, onLeave, flush, onRejected } = props;
  const t = useTranslations('bench');
  const busy = submitting !== 'idle' || leaving;
  return (
    <div className="flex flex-col gap-2 border-t border-line bg-bg p-4">
      {/* It stands there before it says anything, so that readers of screens hear it. */}
      <p role="status" className="text-sm text-warning empty:sr-only">
        {(submitting === 'retrying' || submitting === 'signed-out') &&
          t(submitting === 'retrying' ? 'submitRetrying' : 'submitSignedOut')}
      </p>
      <p role="status" className="flex items-start gap-1.5 text-sm text-danger num empty:sr-only">
        {open > 0 && (
          <>
            <CircleAlert size={16} aria-hidden className="mt-0.5 shrink-0" />
            {t('notReady', { count: open })}
          </>
        )}
      </p>
      <Button
        type="submit"
        variant="primary"
        loading={submitting !== 'idle'}
        loadingLabel={t('submitting')}
        disabled={disabled || leaving}
      >
        {t('submit')} <Kbd>Ctrl Enter</Kbd>
      </Button>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" variant="ghost" disabled={busy} onClick={() => onLeave('skip')}>
          {t('skip')}
        </Button>
        <Button size="sm" variant="ghost" disabled={busy} onClick={() => onLeave('release')}>
          {t('putAside')}
        </Button>
        <RejectMenu
          project={project}
          pairId={pair.id}
          disabled={busy}
          needsNote={pair.rejectNeedsNote}
          flush={flush}
          onRejected={onRejected}
        />
      </div>
    </div>
  );
}
