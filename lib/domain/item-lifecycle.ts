/**
 * The life of a pair (mined -> ... -> released) as one transition table. Every change of
 * Pair.status goes through `transition`, so that an impossible change cannot be written.
 */
import { AppError } from './errors';

export const PAIR_STATUSES = [
  'MINED',
  'CLAIMED',
  'DRAFTED',
  'IN_REVIEW',
  'IN_ADJUDICATION',
  'APPROVED',
  'CHANGES_REQUESTED',
  'REJECTED',
  'IN_STUDY',
  'MEASURED',
  'CHECKED',
  'RELEASED',
] as const;
export type PairStatus = (typeof PAIR_STATUSES)[number];

/** Its review is over, and it has passed. */
export const REVIEWED = ['APPROVED', 'IN_STUDY', 'MEASURED', 'CHECKED', 'RELEASED'] as const;

export const PAIR_EVENTS = [
  'claim',
  'release-lease',
  'save-draft',
  'submit',
  'reject',
  'undo-reject',
  'undo-reject-changes',
  'approve',
  'request-changes',
  'await-review',
  'disagree',
  'undo-verdict',
  'undo-adjudication',
  'enter-study',
  'leave-study',
  'measure',
  'check',
  'uncheck',
  'release',
  'reopen',
  'reopen-draft',
  'reopen-unwritten',
  'reject-approved',
] as const;
export type PairEvent = (typeof PAIR_EVENTS)[number];

/** event -> from -> to. What is not listed is impossible. */
const TRANSITIONS: Readonly<Record<PairEvent, Partial<Record<PairStatus, PairStatus>>>> = {
  // A draft or a request for changes keeps its status while somebody holds the lease.
  claim: {
    MINED: 'CLAIMED',
    CLAIMED: 'CLAIMED',
    DRAFTED: 'DRAFTED',
    CHANGES_REQUESTED: 'CHANGES_REQUESTED',
  },
  'release-lease': { CLAIMED: 'MINED', DRAFTED: 'DRAFTED', CHANGES_REQUESTED: 'CHANGES_REQUESTED' },
  'save-draft': { CLAIMED: 'DRAFTED', DRAFTED: 'DRAFTED', CHANGES_REQUESTED: 'CHANGES_REQUESTED' },
  submit: { CLAIMED: 'IN_REVIEW', DRAFTED: 'IN_REVIEW', CHANGES_REQUESTED: 'IN_REVIEW' },
  reject: {
    CLAIMED: 'REJECTED',
    DRAFTED: 'REJECTED',
    CHANGES_REQUESTED: 'REJECTED',
    IN_REVIEW: 'REJECTED',
    IN_ADJUDICATION: 'REJECTED',
  },
  'undo-reject': { REJECTED: 'MINED' },
  // The pair had a question that somebody asked to change; that wish outlives the rejection.
  'undo-reject-changes': { REJECTED: 'CHANGES_REQUESTED' },
  approve: { IN_REVIEW: 'APPROVED', IN_ADJUDICATION: 'APPROVED' },
  'request-changes': { IN_REVIEW: 'CHANGES_REQUESTED', IN_ADJUDICATION: 'CHANGES_REQUESTED' },
  // A verdict is in and the question gets another review, for it is to have several.
  'await-review': { IN_REVIEW: 'IN_REVIEW' },
  // Two reviewers do not agree: a third person decides, who wrote and reviewed nothing of it.
  disagree: { IN_REVIEW: 'IN_ADJUDICATION' },
  // Nobody has acted on the verdict yet: its reviewer decides anew.
  'undo-verdict': {
    IN_REVIEW: 'IN_REVIEW',
    APPROVED: 'IN_REVIEW',
    CHANGES_REQUESTED: 'IN_REVIEW',
    REJECTED: 'IN_REVIEW',
  },
  'undo-adjudication': {
    APPROVED: 'IN_ADJUDICATION',
    CHANGES_REQUESTED: 'IN_ADJUDICATION',
    REJECTED: 'IN_ADJUDICATION',
  },
  'enter-study': { APPROVED: 'IN_STUDY', MEASURED: 'IN_STUDY', CHECKED: 'IN_STUDY' },
  // A study closed before a pair had both items answered gives the pair back.
  'leave-study': { IN_STUDY: 'APPROVED' },
  measure: { IN_STUDY: 'MEASURED' },
  check: { MEASURED: 'CHECKED', CHECKED: 'CHECKED' },
  uncheck: { CHECKED: 'MEASURED', MEASURED: 'MEASURED' },
  release: { CHECKED: 'RELEASED', RELEASED: 'RELEASED' },
  // Somebody found it wrong after the decision: it is written, reviewed, measured and checked anew.
  // A pair that people are rating right now stays as it is until its study closes.
  reopen: {
    APPROVED: 'CHANGES_REQUESTED',
    MEASURED: 'CHANGES_REQUESTED',
    CHECKED: 'CHANGES_REQUESTED',
    // Published releases keep the version that they were made of.
    RELEASED: 'CHANGES_REQUESTED',
    REJECTED: 'CHANGES_REQUESTED',
  },
  // Rejected before a question was submitted: a draft waits for its author, else anybody begins.
  'reopen-draft': { REJECTED: 'DRAFTED' },
  'reopen-unwritten': { REJECTED: 'MINED' },
  'reject-approved': {
    APPROVED: 'REJECTED',
    MEASURED: 'REJECTED',
    CHECKED: 'REJECTED',
    RELEASED: 'REJECTED',
  },
};

/** The status after an event, or an AppError 'conflict' naming both. */
export function transition(from: PairStatus, event: PairEvent): PairStatus {
  const to = TRANSITIONS[event][from];
  if (to === undefined) {
    // Whoever reads this may be the one to decide between reviewers, and is not to know yet that they disagree.
    const said = from === 'IN_ADJUDICATION' ? 'IN_REVIEW' : from;
    throw new AppError(
      'conflict',
      `A pair that is ${statusWords(said)} cannot ${eventWords(event)}.`,
      {
        key: 'pairTransition',
        params: { from: said, event },
      },
    );
  }
  return to;
}

/** The statuses from which an event is possible: for the WHERE of an atomic statement. */
export function sources(event: PairEvent): PairStatus[] {
  return PAIR_STATUSES.filter((status) => TRANSITIONS[event][status] !== undefined);
}

const statusWords = (status: PairStatus): string => status.toLowerCase().replaceAll('_', ' ');
const eventWords = (event: PairEvent): string => event.replaceAll('-', ' ');
