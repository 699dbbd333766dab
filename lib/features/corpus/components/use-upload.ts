'use client';

import { useRef, useState } from 'react';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import { useSession } from '@/lib/ui/session/use-session';
import { createBatchAction, finishBatchAction } from '../actions';
import { sendAll, type SendResult, type UploadState } from './upload-queue';

interface Origin {
  source: string;
  licence: string;
}

export type UploadPhase =
  | { phase: 'idle'; error: string | null; fields: Record<string, string> }
  | { phase: 'running'; state: UploadState }
  | { phase: 'done'; batchId: string; results: SendResult[]; stopped: boolean };

const IDLE: UploadPhase = { phase: 'idle', error: null, fields: {} };

/** One batch from its creation to its report; a retry goes into the same batch. */
export function useUpload(project: string) {
  const failureText = useFailureText();
  const { as, headers } = useSession();
  const [state, setState] = useState<UploadPhase>(IDLE);
  const stop = useRef<AbortController | null>(null);

  async function run(
    batchId: string,
    files: readonly File[],
    earlier: SendResult[],
  ): Promise<void> {
    const controller = new AbortController();
    stop.current = controller;
    const address = (name: string): string =>
      `/api/p/${project}/uploads?${new URLSearchParams({ batch: batchId, name }).toString()}`;
    setState({ phase: 'running', state: { total: files.length, results: [], share: 0 } });
    const to = { address, headers, say: failureText };
    const results = await sendAll(to, files, controller.signal, (now) =>
      setState({ phase: 'running', state: now }),
    );
    // A batch with an archive is closed by the job that unpacks it.
    const queued = results.some((one) => 'answer' in one && one.answer.outcome === 'queued');
    const stopped = controller.signal.aborted;
    if (!queued) await finishBatchAction({ project, batchId }, as);
    setState({ phase: 'done', batchId, results: [...earlier, ...results], stopped });
  }

  return {
    state,
    async start(origin: Origin, files: readonly File[]): Promise<void> {
      const made = await createBatchAction({ project, ...origin }, as);
      if (made.ok) return run(made.data.batchId, files, []);
      setState({ phase: 'idle', error: failureText(made.error), fields: made.error.fields ?? {} });
    },
    async retry(): Promise<void> {
      if (state.phase !== 'done') return;
      const files = state.results.flatMap((one) => ('file' in one ? [one.file] : []));
      await run(
        state.batchId,
        files,
        state.results.filter((one) => 'answer' in one),
      );
    },
    stop: () => stop.current?.abort(),
    reset: () => setState(IDLE),
  };
}
