/** What recruiting platforms put into the address of a study, and where they take a code. */

export type Platform = 'prolific' | 'mturk';

/** Who somebody says to be. An id in an address is a claim, never a proof. */
export interface Participant {
  platform: Platform;
  id: string;
  /** Prolific's STUDY_ID, MTurk's hitId. */
  task: string | null;
  /** Prolific's SESSION_ID, MTurk's assignmentId. */
  submission: string | null;
  /** Host of MTurk that takes the code. */
  submitTo: MturkHost | null;
}

/** MTurk Developer Guide, "ExternalQuestion": where an assignment is handed in, really and in the sandbox. */
export const MTURK_HOSTS = ['www.mturk.com', 'workersandbox.mturk.com'] as const;
export type MturkHost = (typeof MTURK_HOSTS)[number];

/** What MTurk writes while a worker only looks at a task. */
const PREVIEW = 'ASSIGNMENT_ID_NOT_AVAILABLE';

/** Prolific's ids have 24 characters, MTurk's up to 30. A placeholder that nobody replaced is none. */
const ID = /^[A-Za-z0-9_-]{1,64}$/;

export type Arrival =
  | { kind: 'plain' }
  /** Not accepted on MTurk yet: may read, may not join. */
  | { kind: 'preview' }
  | { kind: 'participant'; participant: Participant };

type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Reads the parameters of an address. What cannot be an id counts as absent; given twice, too. */
export function readArrival(query: Query): Arrival {
  const id = (name: string): string | null => {
    const value = query[name];
    return typeof value === 'string' && ID.test(value) ? value : null;
  };
  if (query.assignmentId === PREVIEW) return { kind: 'preview' };
  const prolific = id('PROLIFIC_PID');
  if (prolific !== null) {
    const [task, submission] = [id('STUDY_ID'), id('SESSION_ID')];
    const ids = { platform: 'prolific' as const, id: prolific, task, submission };
    return { kind: 'participant', participant: { ...ids, submitTo: null } };
  }
  const worker = id('workerId');
  if (worker === null) return { kind: 'plain' };
  const [task, submission] = [id('hitId'), id('assignmentId')];
  const submitTo = mturkHost(query.turkSubmitTo);
  const ids = { platform: 'mturk' as const, id: worker, task, submission, submitTo };
  return { kind: 'participant', participant: ids };
}

/** Amazon's own hosts only: a code is handed in nowhere else, whatever an address says. */
function mturkHost(address: Query[string]): MturkHost | null {
  if (typeof address !== 'string') return null;
  try {
    const { protocol, host, username, password } = new URL(address);
    if (protocol !== 'https:' || username !== '' || password !== '') return null;
    return MTURK_HOSTS.find((one) => one === host) ?? null;
  } catch {
    return null;
  }
}

/**
 * For the source of a task on MTurk: a link to the study that opens in a tab of its own, since our pages are
 * shown in no frame. MTurk writes its parameters into the address of the task's page; the link hands them on.
 */
export const mturkLink = (address: string, text: string): string =>
  `<p><a id="blindpair-study" target="_blank" rel="noreferrer">${text}</a></p>` +
  `<script>document.getElementById('blindpair-study').href='${address}'+window.location.search</script>`;

/** How a rater hands the code in. */
export type HandIn =
  | { platform: 'prolific'; url: string }
  | { platform: 'mturk'; action: string | null; assignmentId: string | null };

export function handInOf(
  row: { platform: string | null; submissionId: string | null; submitTo: string | null } | null,
  code: string | null,
): HandIn | null {
  if (!row || code === null) return null;
  if (row.platform === 'prolific') {
    const url = `https://app.prolific.com/submissions/complete?cc=${encodeURIComponent(code)}`;
    return { platform: 'prolific', url };
  }
  if (row.platform !== 'mturk') return null;
  const host = MTURK_HOSTS.find((one) => one === row.submitTo);
  const whole = host !== undefined && row.submissionId !== null;
  return {
    platform: 'mturk',
    action: whole ? `https://${host}/mturk/externalSubmit` : null,
    assignmentId: whole ? row.submissionId : null,
  };
}
