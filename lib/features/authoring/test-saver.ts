/** What the saver of drafts talks to in its tests. */
import { EMPTY_QUESTION, type QuestionContent } from '@/lib/domain/question-lint';
import { createDraftSaver, type MirrorEntry, type SaveResult, type SaveState } from './draft-saver';

/** A server, a clock and a device in a few lines: the saver itself is the real one. */
export function saverBench(answer: (content: QuestionContent, base: number) => SaveResult | Error) {
  const states: SaveState[] = [];
  const sent: { question: string; base: number }[] = [];
  const steps: { questionId: string | null; step: number }[] = [];
  let timer: { fn: () => void; ms: number } | null = null;
  let kept: MirrorEntry | null = null;
  const saver = createDraftSaver({
    content: EMPTY_QUESTION,
    version: 0,
    questionId: null,
    save: async ({ content, baseVersion: base, questionId, step }) => {
      steps.push({ questionId, step });
      sent.push({ question: content.question, base });
      const result = answer(content, base);
      if (result instanceof Error) throw result;
      return result;
    },
    mirror: { write: (entry) => void (kept = entry), clear: () => void (kept = null) },
    schedule: (fn, ms) => {
      timer = { fn, ms };
      return () => void (timer = null);
    },
    onState: (state) => void states.push(state),
  });
  const type = (question: string): void => saver.change({ ...EMPTY_QUESTION, question });
  const tick = async (): Promise<number> => {
    const due = timer as { fn: () => void; ms: number } | null;
    timer = null;
    due?.fn();
    await new Promise((resolve) => setImmediate(resolve));
    return due?.ms ?? -1;
  };
  return { saver, states, sent, steps, type, tick, kept: () => kept, last: () => states.at(-1) };
}

export const ok = (base: number): SaveResult => ({
  ok: true,
  data: {
    version: base + 1,
    savedAt: '2026-01-15T09:00:00.000Z',
    leaseExpiresAt: '2026-01-15T09:30:00.000Z',
  },
});
export const fail = (code: string, current?: unknown): SaveResult => ({
  ok: false,
  error: { code, message: code, current },
});
