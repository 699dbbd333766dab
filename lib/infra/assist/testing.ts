/** A server that speaks the chat completions protocol, for tests: what it answers is set request by request. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ChatModel } from './chat-model';

export interface HeardRequest {
  path: string;
  headers: IncomingHttpHeaders;
  body: {
    model: string;
    messages: {
      role: string;
      content: string | { type: string; text?: string; image_url?: { url: string } }[];
    }[];
  };
}

export interface TestModel {
  model: ChatModel;
  heard: HeardRequest[];
  /** Of connections that the other side closed before they were answered. */
  hungUp: () => number;
  answer: (how: (response: ServerResponse) => void) => void;
  stop: () => Promise<void>;
}

/** As such services answer. */
export const completion =
  (content: unknown) =>
  (response: ServerResponse): void => {
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        object: 'chat.completion',
        choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content } }],
      }),
    );
  };

export const status =
  (code: number, headers: Record<string, string> = {}) =>
  (response: ServerResponse): void => {
    response.writeHead(code, headers).end('{"error":{"message":"no"}}');
  };

export async function startTestModel(port = 0): Promise<TestModel> {
  const heard: HeardRequest[] = [];
  let how = completion('{"proposals":[]}');
  let hungUp = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    response.on('close', () => {
      if (!response.writableEnded) hungUp += 1;
    });
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const body = JSON.parse(text === '' ? '{}' : text) as HeardRequest['body'];
      heard.push({ path: request.url ?? '', headers: request.headers, body });
      how(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return {
    model: { url, model: 'test-vision', key: 'test-secret', timeoutMs: 10_000 },
    heard,
    hungUp: () => hungUp,
    answer: (next) => {
      how = next;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
