import { clearLine, cursorTo } from 'node:readline';
import { QUIET_S, seconds, WIDTH } from './bar';
import { elapsed } from './rate';

/**
 * One step that counts nothing: for how long it has been under way, and with what. A line that is
 * rewritten each second on a terminal; elsewhere a line for each `at` and, while nothing new happens, one
 * per half minute. Written to standard error.
 */
export interface Wait {
  at(doing: string): void;
  end(note?: string): void;
  fail(): void;
}

export function startWait(label: string): Wait {
  const out = process.stderr;
  const began = seconds();
  let doing = '';
  let written = began;
  const say = (text: string, end: string): void => {
    written = seconds();
    if (out.isTTY) {
      cursorTo(out, 0);
      clearLine(out, 0);
    }
    // A line that the terminal breaks in two could not be rewritten.
    const room = out.isTTY && end === '' ? (out.columns || 80) - 1 : undefined;
    out.write(`${label.padEnd(WIDTH)} ${text}`.slice(0, room) + end);
  };
  // The time first: of a narrow terminal's line it is what tells that the step lives.
  const now = (): void => say(`${elapsed(seconds() - began)}  ${doing}`, out.isTTY ? '' : '\n');
  const timer = setInterval(() => {
    if (out.isTTY || seconds() - written >= QUIET_S) now();
  }, 1000).unref();
  if (out.isTTY) now();
  const close = (text: string): void => {
    clearInterval(timer);
    say(text, '\n');
  };
  return {
    at(next) {
      doing = next;
      now();
    },
    end: (note = '') => close(`done  ${note}`),
    fail: () => close('stopped'),
  };
}

/** A wait for one piece of work. */
export async function waitFor<T>(label: string, work: () => Promise<T>): Promise<T> {
  const wait = startWait(label);
  try {
    const done = await work();
    wait.end('ready');
    return done;
  } catch (error) {
    wait.fail();
    throw error;
  }
}
