'use client';
import { useEffect, useState } from 'react';
import { NO_FACTS, type ProjectFacts } from '@/lib/domain/project-lint';
import { projectFactsAction } from './actions';

/** After a pause in typing; nobody waits for it. */
const PAUSE_MS = 700;

/** What the other questions of the project say about this one, a moment after it was typed. */
export function useProjectLint(options: {
  project: string;
  pairId: string;
  question: string;
}): ProjectFacts {
  const { project, pairId, question } = options;
  const [facts, setFacts] = useState<{ question: string; facts: ProjectFacts } | null>(null);
  useEffect(() => {
    let gone = false;
    const timer = setTimeout(async () => {
      // Advice alone: without a server the question is as good as it was.
      const result = await projectFactsAction({ project, pairId, question }).catch(() => null);
      if (!gone && result?.ok) setFacts({ question, facts: result.data });
    }, PAUSE_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [project, pairId, question]);
  if (!facts) return NO_FACTS;
  // Another question is not the same as what the last one was the same as.
  return facts.question === question ? facts.facts : { ...facts.facts, sameAs: [] };
}
