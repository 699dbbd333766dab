import { unstable_rethrow } from 'next/navigation';
import type { FailureLike } from '../i18n/use-failure-text';

type Failed = { ok: false; error: FailureLike & { fields?: undefined; current?: undefined } };

const NOT_REACHED: Failed = {
  ok: false,
  error: {
    code: 'unreachable',
    key: 'notReached',
    message:
      'No answer came from the server, so it is not known whether this was done. Look at the page again when the server is back, or try again.',
  },
};

/**
 * What an action answers. That no answer came, as without a network, is a failure with a sentence like any other:
 * thrown, it would leave the page for the one that says that something broke, or be heard by nobody.
 */
export async function answered<T extends { ok: boolean }>(sent: Promise<T>): Promise<T | Failed> {
  try {
    return await sent;
  } catch (error) {
    // Next leads to another page by throwing.
    unstable_rethrow(error);
    return NOT_REACHED;
  }
}
