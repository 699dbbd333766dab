'use client';
import { useTranslations } from 'next-intl';
import { useCallback, useImperativeHandle, useMemo, useRef, useState, type Ref } from 'react';
import { lintInProject } from '@/lib/domain/project-lint';
import { blocking, lintQuestion } from '@/lib/domain/question-lint';
import { CompareViewer } from '@/lib/ui/compare/compare-viewer';
import { imageSrc, lensSrc } from '@/lib/ui/compare/image-sources';
import { PreloadPair } from '@/lib/ui/compare/preload-pair';
import type { LoadState } from '@/lib/ui/compare/zoom-image';
import { GuideAside, GuideNote } from '@/lib/ui/guide/guide';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import { useShortcuts } from '@/lib/ui/keyboard/use-shortcuts';
import { useLease } from '@/lib/ui/lease/use-lease';
import { toast } from '@/lib/ui/primitives/toast';
import { useSession } from '@/lib/ui/session/use-session';
import { releasePairAction, renewLeaseAction, skipPairAction } from '../actions';
import type { ModelView } from '../assist/assistance';
import type { BenchImage, BenchPair } from '../load-bench-pair';
import { useDraft } from '../use-draft';
import { useProjectLint } from '../use-project-lint';
import { useSubmit } from '../use-submit';
import { AssistPanel } from './assist-panel';
import { BenchActions } from './bench-actions';
import { BenchNotices } from './bench-notices';
import { BenchTop } from './bench-top';
import { distinct } from './lint-list';
import { QuestionForm } from './question-form';

/** One pair on the bench: the images, and the form beside them. */
export function BenchPairView(props: {
  project: string;
  userId: string;
  /** The cosines were made by miniature encoders. */
  demonstration: boolean;
  assistance: ModelView | null;
  pair: BenchPair;
  /** Is given what saves the draft at once. */
  flush: Ref<() => Promise<unknown>>;
  onNext: () => void;
  onSkipped: () => void;
  onLeave: () => void;
  onRejected: (number: number) => void;
}) {
  const { project, userId, demonstration, assistance, pair, flush } = props;
  const { onNext, onSkipped, onLeave, onRejected } = props;
  const t = useTranslations('bench');
  const failureText = useFailureText();
  const { as, call } = useSession();
  const [images, setImages] = useState<LoadState>('loading');
  const [help, setHelp] = useState(false);
  const [showErrors, setShowErrors] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const leaving = useRef(false);
  const [isLeaving, setIsLeaving] = useState(false);
  const lease = useLease(pair, () => renewLeaseAction({ project, pairId: pair.id }, as));
  const draft = useDraft({ project, userId, pair, onLease: lease.renewed });
  const facts = useProjectLint({ project, pairId: pair.id, question: draft.content.question });
  const findings = useMemo(
    () => [...lintQuestion(draft.content), ...lintInProject(draft.content, facts)],
    [draft.content, facts],
  );
  // Only what blocks nothing is left by the time of a submit.
  const warnings = distinct(findings.filter(({ severity }) => severity === 'warning')).length;
  const submit = useSubmit({ project, pairId: pair.id, draft, warnings, onDone: onNext });
  /** Said after a try to submit, until all is mended. */
  const open = showErrors ? distinct(blocking(findings)).length : 0;
  const lost = lease.lost || draft.state.kind === 'lease-lost';
  // What is on its way is what was pressed: a word written meanwhile would be in nothing that is stored. Nor
  // would one that is written on a pair that somebody else has now.
  const change: typeof draft.change = (patch) => {
    if (submit.state === 'idle' && !lost) draft.change(patch);
  };
  useImperativeHandle(flush, () => async () => draft.saver()?.flush());
  const upcoming = ({ id, width, height }: BenchImage) => ({
    src: imageSrc(project, id),
    width,
    height,
  });
  const image = (side: 'A' | 'B', of: BenchImage) => ({
    ...upcoming(of),
    alt: t('imageAlt', { side, number: pair.number }),
  });

  const trySubmit = useCallback(() => {
    if (leaving.current) return;
    if (blocking(findings).length > 0) {
      setShowErrors(true);
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-lint]')?.focus();
      return;
    }
    if (images === 'loaded' && !lost) void submit.run();
    else toast({ title: t(lost ? 'lostShort' : 'imagesMissing'), tone: 'danger' });
  }, [findings, images, lost, submit, t]);

  const leave = async (how: 'skip' | 'release'): Promise<void> => {
    // A second press would be about a pair that is no longer held; one amid a submit would take it away.
    if (leaving.current || submit.state !== 'idle') return;
    leaving.current = true;
    setIsLeaving(true);
    let gone = false;
    try {
      const action = how === 'skip' ? skipPairAction : releasePairAction;
      const result = await call(async () => {
        await draft.saver()?.flush();
        return action({ project, pairId: pair.id }, as);
      });
      gone = result.ok;
      if (!result.ok) toast({ title: failureText(result.error), tone: 'danger' });
      else if (how === 'skip') onSkipped();
      else onLeave();
    } catch {
      toast({ title: t('unreachable'), tone: 'danger' });
    } finally {
      // What was left stays so until the next pair is there, or nothing else.
      leaving.current = gone;
      setIsLeaving(gone);
    }
  };

  const { optionOne, optionTwo } = draft.content;
  useShortcuts({
    '?': () => setHelp(true),
    'mod+enter': trySubmit,
    k: () => void leave('skip'),
    q: () => form.current?.querySelector<HTMLElement>('#question')?.focus(),
    ...(optionOne && optionTwo
      ? { '1': () => change({ keyForA: 1 }), '2': () => change({ keyForA: 2 }) }
      : {}),
  });

  return (
    // Out to the edges of the shell: the picture is the largest thing on the screen.
    <div className="-mx-4 -my-5 flex min-h-full flex-col sm:-mx-6 lg:-mx-8 lg:-my-6 xl:h-dvh">
      <GuideNote />
      <BenchTop
        pair={pair}
        demonstration={demonstration}
        left={lost ? null : lease.left}
        save={draft.state}
        help={help}
        onHelp={setHelp}
      />
      <div className="flex min-h-0 flex-1 flex-col xl:flex-row">
        <CompareViewer
          className="min-w-0 flex-1"
          imageA={image('A', pair.imageA)}
          imageB={image('B', pair.imageB)}
          lens={lensSrc(project, pair.number)}
          ownHelp
          onState={setImages}
        />
        <form
          ref={form}
          className="flex min-h-0 flex-col border-t border-line xl:w-96 xl:border-t-0 xl:border-l"
          onSubmit={(event) => {
            event.preventDefault();
            trySubmit();
          }}
        >
          <div className="flex min-h-0 flex-1 flex-col gap-5 p-4 xl:overflow-y-auto">
            <BenchNotices
              pair={pair}
              draft={draft}
              lost={lost}
              ended={lease.left === 0}
              onRenew={lease.renew}
              onNext={onNext}
            />
            {assistance && !lost && (
              <AssistPanel
                project={project}
                pairId={pair.id}
                model={assistance}
                content={draft.content}
                keys={facts.keys}
                onFill={change}
                onFilled={() => form.current?.querySelector<HTMLElement>('#question')?.focus()}
              />
            )}
            <QuestionForm
              content={draft.content}
              onChange={change}
              readOnly={lost}
              findings={findings}
              showErrors={showErrors}
              keys={facts.keys}
            />
          </div>
          <BenchActions
            project={project}
            pair={pair}
            open={open}
            submitting={submit.state}
            leaving={isLeaving}
            disabled={lost || images !== 'loaded'}
            onLeave={(how) => void leave(how)}
            flush={async () => draft.saver()?.flush()}
            onRejected={() => {
              draft.saver()?.drop();
              onRejected(pair.number);
            }}
          />
        </form>
        <GuideAside pattern={draft.content.pattern} />
      </div>
      {images === 'loaded' && <PreloadPair images={pair.upcoming.map(upcoming)} />}
    </div>
  );
}
