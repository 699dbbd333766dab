/** From a model's words to proposals. Strict in what a proposal is, tolerant of what models put around JSON. */
import { z } from 'zod';
import { PATTERN_IDS } from '../patterns';
import { normalizeQuestion } from '../question-lint';
import { MOST_PROPOSALS } from './prompt';
import type { Proposal } from './proposal';

/** Longer than any question may be, so that the lint can say so; shorter than what would fill a screen. */
const text = z.string().trim().min(1).max(1000);

const proposalSchema = z.object({
  question: text,
  options: z.tuple([text, text]),
  answerForA: z.union([z.literal(1), z.literal(2)]),
  statementA: text,
  statementB: text,
  pattern: z.enum(PATTERN_IDS),
});

const answerSchema = z.object({ proposals: z.array(z.unknown()) });

export type ReadProposals =
  { understood: true; proposals: Proposal[]; dropped: number } | { understood: false };

/**
 * Proposals that are whole, in the model's order; `dropped` counts those that are not. Not understood: no
 * JSON of the form that was asked for, or none of its proposals is whole.
 */
export function readProposals(answer: string): ReadProposals {
  const parsed = answerSchema.safeParse(jsonIn(answer));
  if (!parsed.success) return { understood: false };
  const given = parsed.data.proposals;
  const whole = given
    .map((one) => proposalSchema.safeParse(one))
    .flatMap((one) => (one.success ? [toProposal(one.data)] : []));
  if (given.length > 0 && whole.length === 0) return { understood: false };
  const proposals = distinct(whole).slice(0, MOST_PROPOSALS);
  return { understood: true, proposals, dropped: given.length - proposals.length };
}

function toProposal({ options, answerForA, ...rest }: z.output<typeof proposalSchema>): Proposal {
  const { pattern } = rest;
  const { question, optionOne, optionTwo, statementA, statementB } = normalizeQuestion({
    ...rest,
    optionOne: options[0],
    optionTwo: options[1],
    keyForA: answerForA,
    note: '',
  });
  return { question, optionOne, optionTwo, keyForA: answerForA, statementA, statementB, pattern };
}

const distinct = (proposals: readonly Proposal[]): Proposal[] => {
  const seen = new Set<string>();
  return proposals.filter((proposal) => {
    const text = JSON.stringify(proposal);
    return !seen.has(text) && seen.add(text);
  });
};

/** The whole answer as JSON, else what stands in its last fence; what a model thought aloud before is left out. */
function jsonIn(answer: string): unknown {
  const said = answer.replace(/^\s*<think>[\s\S]*?<\/think>/u, '').trim();
  const fences = [...said.matchAll(/```[a-z]*[^\S\n]*\n([\s\S]*?)```/giu)];
  for (const text of [said, fences.at(-1)?.[1] ?? '']) {
    try {
      return JSON.parse(text);
    } catch {
      // The next one may be.
    }
  }
  return null;
}

/** Text as a database takes it: without NUL and halves of characters. */
export const storable = (text: string): string => text.replace(/\0|\p{Surrogate}/gu, '\uFFFD');
