/** One timed run of the product's join in a process of its own. Arguments and output as search_faiss.py. */
import { closeSync, openSync, readSync, writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import type { UnitRows } from '@/lib/domain/mining/rows';
import { joinPairsFast } from '@/lib/infra/join/join';
import type { Variant } from '@/lib/infra/join/pilot';

/** Into shared memory, as mining loads embeddings. */
function read(file: string, count: number, dimensions: number): UnitRows {
  const bytes = new Uint8Array(new SharedArrayBuffer(count * dimensions * 4));
  const handle = openSync(file, 'r');
  // One call reads at most 2 GiB.
  for (let at = 0; at < bytes.length;)
    at += readSync(handle, bytes, at, Math.min(2 ** 28, bytes.length - at), at);
  closeSync(handle);
  return { data: new Float32Array(bytes.buffer), count, dimensions };
}

const [semanticFile = '', visualFile = '', ...rest] = process.argv.slice(2);
const out = rest.pop() ?? '';
const [count = 0, semanticDimensions = 0, visualDimensions = 0, above = 0, below = 0] =
  rest.map(Number);
const semantic = read(semanticFile, count, semanticDimensions);
const visual = read(visualFile, count, visualDimensions);
let tried: readonly Variant[] = [];
const chosen: Variant[] = [];
const cpu = process.cpuUsage();
const started = performance.now();
const pairs = await joinPairsFast(
  { semantic, visual, thresholds: { semanticAbove: above, visualBelow: below } },
  {
    onChoice: (variant, all) => {
      tried = all;
      chosen.push(variant);
    },
  },
);
const seconds = (performance.now() - started) / 1000;
const used = process.cpuUsage(cpu);
writeFileSync(out, Int32Array.from(pairs.flatMap(({ i, j }) => [i, j])));
process.stdout.write(
  `${JSON.stringify({
    seconds,
    cpu: (used.user + used.system) / 1e6,
    peakMB: process.resourceUsage().maxRSS / 1024,
    chosen,
    tried,
  })}\n`,
);
