/** A hub of our own over a real socket, in the place of the real one: slow, and it breaks off once. */
import { createServer, type ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** Made by tools/reference/tiny_dinov2.py. */
const GRAPH = fileURLToPath(new URL('tiny-dinov2.onnx', import.meta.url));
export const HUB_COMMIT = 'c'.repeat(40);
const REPOSITORY = 'onnx-community/dinov2-with-registers-base';

const PIECE = 1000;
/** The whole graph takes five seconds: long enough to be seen coming. */
const PAUSE_MS = 500;

/** Serves `dinov2-base-reg` at the address that the instance was started with. */
export async function startSlowHub(): Promise<{ close(): Promise<void> }> {
  const address = process.env.HF_ENDPOINT;
  if (!address) throw new Error('The global setup has not chosen an address for the hub.');
  const graph = await readFile(GRAPH);
  let breaks = true;
  const server = createServer(({ url = '', method, headers }, response) => {
    if (url === `/api/models/${REPOSITORY}/revision/main`) {
      return void response.end(JSON.stringify({ sha: HUB_COMMIT }));
    }
    if (url !== `/${REPOSITORY}/resolve/${HUB_COMMIT}/onnx/model.onnx`) {
      return void response.writeHead(404).end();
    }
    const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
    response.writeHead(from > 0 ? 206 : 200, {
      'content-length': graph.length - from,
      etag: '"tiny"',
      ...(from > 0 && { 'content-range': `bytes ${from}-${graph.length - 1}/${graph.length}` }),
    });
    if (method === 'HEAD') return void response.end();
    const stop = breaks ? graph.length / 2 : Infinity;
    breaks = false;
    pour(response, graph.subarray(from), stop);
  });
  await new Promise<void>((resolve) => {
    server.listen(Number(new URL(address).port), '127.0.0.1', resolve);
  });
  return {
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function pour(response: ServerResponse, bytes: Buffer, stop: number): void {
  let at = 0;
  const timer = setInterval(() => {
    if (response.destroyed) return clearInterval(timer);
    response.write(bytes.subarray(at, at + PIECE));
    at += PIECE;
    if (at < bytes.length && at < stop) return;
    clearInterval(timer);
    if (at >= bytes.length) response.end();
    else response.destroy();
  }, PAUSE_MS);
}
