/**
 * A multimodal model behind the chat completions protocol, as vLLM, Ollama, LM Studio, OpenAI and others speak
 * it. The operator names the address; nothing that a person enters becomes a part of it.
 */
import { z } from 'zod';
import { env } from '../env';

export interface ChatModel {
  /** Base address, usually ending in /v1. */
  url: string;
  model: string;
  key: string | undefined;
  timeoutMs: number;
}

/** The model that the operator has set up; null where there is none. */
export function configuredModel(): ChatModel | null {
  const { ASSIST_URL: url, ASSIST_MODEL: model, ASSIST_KEY: key, ASSIST_TIMEOUT_S } = env();
  if (url === undefined || model === undefined) return null;
  return { url, model, key, timeoutMs: ASSIST_TIMEOUT_S * 1000 };
}

export const hostOf = ({ url }: ChatModel): string => new URL(url).host;

/** What went wrong; each has a sentence of its own for the person who asked. */
export type ModelTrouble =
  'cancelled' | 'slow' | 'unreachable' | 'refused' | 'failed' | 'too-large' | 'unclear';

export type ModelAnswer =
  { ok: true; text: string } | { ok: false; trouble: ModelTrouble; status?: number; text?: string };

/** Three questions take 2 KB, a model that thinks aloud some ten times as much. */
const MOST_BYTES = 256 * 1024;

const envelope = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({
          content: z.union([
            z.string(),
            z.array(z.object({ text: z.string().optional() })).transform(joined),
          ]),
        }),
      }),
    )
    .min(1),
});

function joined(parts: readonly { text?: string | undefined }[]): string {
  return parts.map(({ text }) => text ?? '').join('');
}

interface Question {
  system: string;
  text: string;
  /** Data URLs, in the order in which the text speaks of them. */
  images: readonly string[];
}

/** Never throws for what the other side does. No parameter beyond the least that all such services take. */
export async function askModel(
  model: ChatModel,
  question: Question,
  signal?: AbortSignal,
): Promise<ModelAnswer> {
  const patience = AbortSignal.timeout(model.timeoutMs);
  try {
    const response = await fetch(completionsUrl(model), {
      method: 'POST',
      // The address is the operator's; where it points on to another one, images do not follow.
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
      headers: {
        'content-type': 'application/json',
        ...(model.key === undefined ? {} : { authorization: `Bearer ${model.key}` }),
      },
      body: JSON.stringify({
        model: model.model,
        stream: false,
        messages: [
          { role: 'system', content: question.system },
          {
            role: 'user',
            content: [
              { type: 'text', text: question.text },
              ...question.images.map((url) => ({ type: 'image_url', image_url: { url } })),
            ],
          },
        ],
      }),
    });
    const { status } = response;
    if (!response.ok) {
      await response.body?.cancel().catch(() => undefined);
      return {
        ok: false,
        trouble: status === 401 || status === 403 ? 'refused' : 'failed',
        status,
      };
    }
    const body = await bounded(response);
    return body === null ? { ok: false, trouble: 'too-large' } : contentOf(body);
  } catch {
    // Ours and theirs are told apart by the signals: what fetch throws differs between its versions.
    if (signal?.aborted) return { ok: false, trouble: 'cancelled' };
    return { ok: false, trouble: patience.aborted ? 'slow' : 'unreachable' };
  }
}

/** Taken as it is where it names the whole path already. */
const completionsUrl = ({ url }: ChatModel): string => {
  const base = url.replace(/\/+$/, '');
  return base.endsWith('/chat/completions') ? base : `${base}/chat/completions`;
};

/** Null for a body that is too large; the rest of it is not read. */
async function bounded(response: Response): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function contentOf(body: string): ModelAnswer {
  let json: unknown = null;
  try {
    json = JSON.parse(body);
  } catch {
    // Not the protocol; the words are kept, so that the operator can see what it is.
  }
  const parsed = envelope.safeParse(json);
  if (!parsed.success) return { ok: false, trouble: 'unclear', text: body };
  return { ok: true, text: parsed.data.choices[0]!.message.content };
}
