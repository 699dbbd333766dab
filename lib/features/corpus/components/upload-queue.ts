/** Sends files one request each, three at a time, with real progress; fetch cannot report it. */
import type { FailureLike } from '@/lib/ui/i18n/use-failure-text';
import type { UploadAnswer } from '../receive-upload';

/** Enough to fill a line while the server decodes, few enough to leave it free for other people. */
const LANES = 3;

export type SendResult =
  | { name: string; answer: UploadAnswer }
  /** Not sent or not answered: may be tried again. `message` is null without a connection. */
  | { name: string; file: File; message: string | null };

export interface UploadState {
  total: number;
  results: SendResult[];
  /** Share of all bytes that were sent, 0 to 1. */
  share: number;
}

export const nameOf = (file: File): string => (file.webkitRelativePath || file.name).slice(-500);

export interface Receiver {
  address: (name: string) => string;
  /** Of the session: for whom the page acts. */
  headers: Readonly<Record<string, string>>;
  /** What the server refused with, in the reader's language. */
  say: (failure: FailureLike) => string;
}

/** Sends all files; resolves when the last is answered or the signal stops it. */
export async function sendAll(
  to: Receiver,
  files: readonly File[],
  signal: AbortSignal,
  onState: (state: UploadState) => void,
): Promise<SendResult[]> {
  const results: SendResult[] = [];
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  const sent = new Map<File, number>();
  const tell = (): void => {
    const done = [...sent.values()].reduce((sum, part) => sum + part, 0);
    onState({ total: files.length, results: [...results], share: bytes === 0 ? 0 : done / bytes });
  };
  const queue = [...files];
  const lane = async (): Promise<void> => {
    for (let file = queue.shift(); file && !signal.aborted; file = queue.shift()) {
      const current = file;
      const result = await send(to, current, signal, (part) => {
        sent.set(current, part);
        tell();
      });
      sent.set(current, current.size);
      results.push(result);
      tell();
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return results;
}

function send(
  { address, headers, say }: Receiver,
  file: File,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<SendResult> {
  const name = nameOf(file);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const lost = (): void => resolve({ name, file, message: null });
    const abort = (): void => request.abort();
    request.upload.onprogress = (event) => onBytes(event.loaded);
    request.onload = () => resolve(read(request, name, file, say));
    request.onerror = lost;
    request.onabort = lost;
    request.onloadend = () => signal.removeEventListener('abort', abort);
    signal.addEventListener('abort', abort, { once: true });
    request.open('POST', address(name));
    for (const [header, value] of Object.entries(headers)) request.setRequestHeader(header, value);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.send(file);
  });
}

function read(request: XMLHttpRequest, name: string, file: File, say: Receiver['say']): SendResult {
  try {
    const body = JSON.parse(request.responseText) as UploadAnswer | { error: FailureLike };
    return 'error' in body ? { name, file, message: say(body.error) } : { name, answer: body };
  } catch {
    return { name, file, message: null };
  }
}
