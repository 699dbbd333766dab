'use client';
import { useEffect, useState } from 'react';
import { NO_FACTS, type ProjectFacts } from '@/lib/domain/project-lint';
import { FACTS_LENGTH } from './schemas';

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
    if (question.length > FACTS_LENGTH) return;
    const stale = new AbortController();
    const timer = setTimeout(async () => {
      // Advice alone: without a server the question is as good as it was.
      const found = await fetchFacts(project, pairId, question, stale.signal).catch(() => null);
      if (found && !stale.signal.aborted) setFacts({ question, facts: found });
    }, PAUSE_MS);
    return () => {
      stale.abort();
      clearTimeout(timer);
    };
  }, [project, pairId, question]);
  if (!facts) return NO_FACTS;
  // Another question is not the same as what the last one was the same as.
  return facts.question === question ? facts.facts : { ...facts.facts, sameAs: [] };
}

/** Not a server action: Next sends those one after another, and a save must not wait for advice. */
async function fetchFacts(
  project: string,
  pairId: string,
  question: string,
  signal: AbortSignal,
): Promise<ProjectFacts | null> {
  const query = new URLSearchParams({ pairId, question });
  const response = await fetch(`/api/p/${encodeURIComponent(project)}/bench/facts?${query}`, {
    signal,
  });
  return response.ok ? ((await response.json()) as ProjectFacts) : null;
}
