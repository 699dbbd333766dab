/** A hub over a real socket, and an encoder that it publishes: the small CLIP of tools/reference. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { CatalogueEntry } from '@/lib/domain/catalogue/schema';

const FIXTURES = join(import.meta.dirname, '../encoders/fixtures/reference');
export const COMMIT = 'a'.repeat(40);
const LATER = 'b'.repeat(40);

/** The words with which an encoder is tried. */
const TRIED = Object.fromEntries(
  ['a', 'photo', 'of', 'red', 'ball'].map((word, k) => [word, k + 2]),
);

/** A tokenizer whose word `w17` has number 17, and that knows a few real ones. */
export const WORDS = Buffer.from(
  JSON.stringify({
    version: '1.0',
    added_tokens: [],
    normalizer: null,
    pre_tokenizer: { type: 'Whitespace' },
    post_processor: null,
    decoder: null,
    model: {
      type: 'WordLevel',
      vocab: {
        ...Object.fromEntries(Array.from({ length: 512 }, (_, id) => [`w${id}`, id])),
        ...TRIED,
      },
      unk_token: 'w0',
    },
  }),
);

export const FILES: Record<string, Buffer> = {
  'onnx/vision_model.onnx': readFileSync(join(FIXTURES, 'clip.vision.onnx')),
  'onnx/text_model.onnx': readFileSync(join(FIXTURES, 'clip.text.onnx')),
  'tokenizer.json': WORDS,
};
export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

export interface TestHub {
  endpoint: string;
  /** Paths of all requests for content, in order. */
  asked: string[];
  /** Bytes after which the connection breaks, once per path that contains the key. */
  breaks: Map<string, number>;
  /** What the main branch is. */
  main: string;
  close(): Promise<void>;
}

export async function startHub(): Promise<TestHub> {
  const hub: TestHub = {
    endpoint: '',
    asked: [],
    breaks: new Map(),
    main: COMMIT,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  const server = createServer((request, response) => answer(hub, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  hub.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return hub;
}

function answer(
  hub: TestHub,
  { url = '', headers, method }: IncomingMessage,
  response: ServerResponse,
) {
  const sizeOnly = method === 'HEAD';
  if (!sizeOnly) hub.asked.push(url);
  if (url === '/api/models/lab/small-clip/revision/main') {
    return void response.end(JSON.stringify({ sha: hub.main }));
  }
  const [, revision, path] = /^\/lab\/small-clip\/resolve\/([^/]+)\/(.*)$/.exec(url) ?? [];
  const content = FILES[path ?? ''];
  if (!content || (revision !== COMMIT && revision !== LATER)) {
    return void response.writeHead(404).end();
  }
  const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
  const body = content.subarray(from);
  response.writeHead(from > 0 ? 206 : 200, {
    'content-length': body.length,
    etag: `"${sha256(content)}"`,
    ...(from > 0 && { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` }),
  });
  const stop = hub.breaks.get(path ?? '');
  if (stop === undefined || sizeOnly) return void response.end(body);
  hub.breaks.delete(path ?? '');
  response.write(body.subarray(0, stop), () => setTimeout(() => response.destroy(), 50));
}

const unpinned = (path: string) => ({ path, sha256: null, bytes: null });

/** Nothing pinned: what is to be pinned is the test's choice. */
export const SMALL_CLIP: CatalogueEntry & { hub: NonNullable<CatalogueEntry['hub']> } = {
  id: 'small-clip',
  name: 'Small CLIP',
  role: 'semantic',
  family: 'test',
  original: { repository: 'lab/original', revision: null },
  parameters: null,
  resolution: 32,
  patch: 8,
  dimensions: 24,
  preprocessing: {
    version: 'clip-32',
    resize: { kind: 'bicubic', shortestEdge: 32 },
    crop: 32,
    mean: [0.5, 0.5, 0.5],
    std: [0.25, 0.25, 0.25],
  },
  pooling: 'projected class token',
  text: { tokenizer: 'words', contextLength: 16, padToken: 'w1' },
  hub: {
    repository: 'lab/small-clip',
    revision: null,
    image: {
      graph: unpinned('onnx/vision_model.onnx'),
      input: 'pixel_values',
      embedding: { output: 'image_embeds', pooling: 'none' },
      tokens: { output: 'last_hidden_state', rows: 4, columns: 4, channels: 32, before: 1 },
    },
    text: {
      graph: unpinned('onnx/text_model.onnx'),
      input: 'input_ids',
      output: 'text_embeds',
      tokenizer: unpinned('tokenizer.json'),
    },
  },
  accuracy: [],
  sources: { parameters: 'test', preprocessing: 'test' },
  license: 'Apache-2.0',
  notes: '',
};
