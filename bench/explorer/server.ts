/** What the routes behind the explorer take, asked one after the other with the session of a person. */
import type { Page } from '@playwright/test';
import type { Thresholds } from '@/lib/domain/mining/explore';
import { spread } from './figures';

const ROUNDS = 40;

export async function measureServer(page: Page, api: string, mined: Thresholds) {
  const ask = async (address: string) => {
    const begun = performance.now();
    const response = await page.request.get(`${api}${address}`);
    if (!response.ok()) throw new Error(`${address} answered ${response.status()}.`);
    const answer = (await response.json()) as { total?: number };
    return { ms: performance.now() - begun, answer };
  };
  const { minSemantic: s, maxVisual: v } = mined;
  const passing = (from: number, sort: string, more = '') =>
    `/passing?s=${s}&v=${v}&sort=${sort}&from=${from}&count=60${more}`;
  const total = (await ask(passing(0, 'gap'))).answer.total ?? 0;
  const end = Math.max(0, total - 1000);
  const asked: Record<string, (k: number) => string> = {
    passingStart: (k) => passing(k * 60, 'gap'),
    passingEnd: (k) => passing(end + k, 'gap'),
    passingEndBySemantic: (k) => passing(end + k, 'semantic'),
    passingEndNarrower: (k) =>
      `/passing?s=${s + k / 10_000}&v=${v}&sort=gap&from=${Math.floor(end / 2)}&count=60`,
    passingKept: (k) => passing(k, 'gap', '&show=kept'),
    yieldInside: (k) => `/yield?s=${s + k / 1000}&v=${v}`,
    yieldOutside: (k) => `/yield?s=${s - k / 1000}&v=${v}`,
  };
  const times: Record<string, ReturnType<typeof spread>> = {};
  const lines: string[] = [];
  for (const [name, address] of Object.entries(asked)) {
    const all: number[] = [];
    for (let k = 0; k < ROUNDS; k += 1) all.push((await ask(address(k))).ms);
    times[name] = spread(all);
    lines.push(`${name.padEnd(22)} ${JSON.stringify(times[name])} ms`);
  }
  return { passing: total, times, lines };
}
