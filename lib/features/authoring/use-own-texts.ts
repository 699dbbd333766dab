'use client';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { sameContent, type QuestionContent } from '@/lib/domain/question-lint';
import { deviceTime } from '@/lib/ui/device-time';
import { useSession } from '@/lib/ui/session/use-session';
import { dismissTextAction, keepTextAction } from './actions';
import type { BenchPair } from './load-bench-pair';
import { localTexts } from './local-texts';

/** A text of the person's own on the pair in hand that is not in the form. */
export interface OtherText {
  /** Where the server keeps it; null as long as only this device does. */
  id: string | null;
  content: QuestionContent;
  at: string;
  /** It was left for the one in the form a moment ago. */
  left: boolean;
}

export interface OwnTexts {
  texts: OtherText[];
  /**
   * Keeps a text on this device at once, and on the server where it is reached; `left` where it was just left for
   * another. False where this device keeps nothing.
   */
  keep: (content: QuestionContent, left?: boolean) => boolean;
  /** Puts a text away, here and on the server; gives what brings it back. */
  dismiss: (text: OtherText) => () => void;
}

/** The texts beside the form: nothing that somebody wrote is gone until he puts it away himself. */
export function useOwnTexts(options: {
  project: string;
  userId: string;
  pair: BenchPair;
}): OwnTexts {
  const { project, userId, pair } = options;
  const { as, call } = useSession();
  const [texts, setTexts] = useState<OtherText[]>(() =>
    pair.ownTexts.map(({ id, content, writtenAt }) => ({
      id,
      content,
      at: writtenAt,
      left: false,
    })),
  );
  const newest = useRef(texts);
  useEffect(() => {
    newest.current = texts;
  }, [texts]);
  const device = useMemo(
    () => localTexts(() => window.localStorage, userId, project),
    [project, userId],
  );

  // The server does not know what this device keeps, so the first render cannot show it.
  useEffect(() => {
    queueMicrotask(() =>
      setTexts((old) => [
        ...old,
        ...device
          .ofPair(pair.id)
          .filter(({ content }) => !old.some((one) => sameContent(one.content, content)))
          .map(({ content, at }) => ({ id: null, content, at, left: false })),
      ]),
    );
  }, [device, pair.id]);

  const keep = useCallback(
    (content: QuestionContent, left = false) => {
      const text = { id: null, content, at: deviceTime(), left };
      const kept = device.add({ pairId: pair.id, number: pair.number, content, at: text.at });
      setTexts((old) => [text, ...old.filter((one) => !sameContent(one.content, content))]);
      void call(() => keepTextAction({ project, pairId: pair.id, content }, as))
        .then((result) => {
          if (!result.ok || !result.data.text) return;
          const { id } = result.data.text;
          setTexts((old) =>
            old.map((one) => (sameContent(one.content, content) ? { ...one, id } : one)),
          );
        })
        // Without the server it stays on this device.
        .catch(() => undefined);
      return kept;
    },
    [as, call, device, pair.id, pair.number, project],
  );

  const dismiss = useCallback(
    (text: OtherText) => {
      const { content } = text;
      // It may have got its place on the server since it was drawn.
      const id =
        newest.current.find((one) => sameContent(one.content, content))?.id ?? text.id ?? null;
      const tell = (dismissed: boolean): void => {
        if (id === null) return;
        void call(() => dismissTextAction({ project, id, dismissed }, as)).catch(() => undefined);
      };
      device.drop(pair.id, content);
      setTexts((old) => old.filter((one) => !sameContent(one.content, content)));
      tell(true);
      return () => {
        device.add({ pairId: pair.id, number: pair.number, content, at: text.at });
        setTexts((old) => [{ ...text, id }, ...old]);
        tell(false);
      };
    },
    [as, call, device, pair.id, pair.number, project],
  );
  return { texts, keep, dismiss };
}
