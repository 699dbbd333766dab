import { AppError } from '@/lib/domain/errors';
import { MAX_ANSWER_BYTES } from './schemas';

/** The uploaded file as text. Stops reading at the limit. */
export async function receiveText(body: ReadableStream<Uint8Array> | null): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let bytes = 0;
  try {
    for await (const chunk of body ?? []) {
      bytes += chunk.length;
      if (bytes > MAX_ANSWER_BYTES) throw tooLarge();
      text += decoder.decode(chunk, { stream: true });
    }
    return text + decoder.decode();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new AppError(
      'unprocessable',
      'The file is not text in UTF-8. Nothing was stored. Save it as JSON lines in UTF-8.',
      { key: 'answersNotText', cause: error },
    );
  }
}

const tooLarge = (): AppError =>
  new AppError(
    'payload-too-large',
    `The file is larger than ${MAX_ANSWER_BYTES / 1024 ** 2} MB. Nothing was stored.`,
    { key: 'answersTooLarge', params: { limit: MAX_ANSWER_BYTES / 1024 ** 2 } },
  );
