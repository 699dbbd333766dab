/** A thread that encodes batches, one after another. Started by EncoderPool. */
import { parentPort } from 'node:worker_threads';
import type { EncoderWork, ThreadReply, ThreadRequest } from './protocol';
import { Tower } from './tower';

const towers = new Map<string, Tower>();

/** Towers are kept per weights: a changed description gets a new one. */
function towerOf({ folder, description }: ThreadRequest): Tower {
  const key = JSON.stringify([folder, description]);
  const tower = towers.get(key) ?? new Tower(folder, description);
  towers.set(key, tower);
  return tower;
}

function steps(tower: Tower, work: EncoderWork): (() => Promise<Float32Array>)[] {
  switch (work.kind) {
    case 'embed-images':
      return work.images.map((bytes) => () => tower.embedImage(bytes));
    case 'image-tokens':
      return work.images.map((bytes) => () => tower.imageTokens(bytes));
    case 'embed-texts':
      return work.texts.map((sentence) => () => tower.embedText(sentence));
  }
}

async function encode(request: ThreadRequest): Promise<ThreadReply> {
  const rows: Float32Array[] = [];
  try {
    for (const step of steps(towerOf(request), request.work)) rows.push(await step());
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { id: request.id, error: message, index: rows.length };
  }
  const width = rows[0]?.length ?? 0;
  const joined = new Float32Array(rows.length * width);
  rows.forEach((row, i) => joined.set(row, i * width));
  return { id: request.id, rows: joined };
}

parentPort?.on('message', (request: ThreadRequest) => {
  void encode(request).then((reply) => {
    parentPort?.postMessage(reply, 'rows' in reply ? [reply.rows.buffer as ArrayBuffer] : []);
  });
});
