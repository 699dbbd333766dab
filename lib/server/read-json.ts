import { AppError } from '@/lib/domain/errors';

/** As much as Next lets an action send. No body of a route comes near it; uploads are no JSON. */
const MOST_BYTES = 1024 * 1024;

/** The JSON body of a request, read no further than MOST_BYTES: some routes are open to everybody. */
export async function readJson(request: Pick<Request, 'body'>): Promise<unknown> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  const reader = (request.body as ReadableStream<Uint8Array> | null)?.getReader();
  for (;;) {
    const next = await reader?.read();
    if (!next || next.done) break;
    bytes += next.value.byteLength;
    if (bytes > MOST_BYTES) {
      await reader?.cancel().catch(() => undefined);
      throw new AppError(
        'payload-too-large',
        'This is larger than the server accepts. Nothing was stored.',
      );
    }
    parts.push(next.value);
  }
  try {
    return JSON.parse(new TextDecoder().decode(Buffer.concat(parts)));
  } catch {
    throw new AppError('invalid', 'The request body is not JSON.');
  }
}
