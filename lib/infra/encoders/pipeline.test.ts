import { describe, expect, it } from 'vitest';
import { runPipeline } from './pipeline';

const turn = () => new Promise((resolve) => setTimeout(resolve, 1));

describe('the pipeline', () => {
  it('holds no more prepared parts than it is told, and does each part once', async () => {
    let held = 0;
    let most = 0;
    const done: number[] = [];
    await runPipeline({
      parts: 50,
      lanes: 2,
      ahead: 3,
      first: async (part) => {
        held += 1;
        most = Math.max(most, held);
        await turn();
        return part * 10;
      },
      second: async (part, prepared) => {
        expect(prepared).toBe(part * 10);
        await turn();
        held -= 1;
        done.push(part);
      },
    });
    expect(done.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, k) => k));
    // Three ahead, and two in the hands of the lanes.
    expect(most).toBeLessThanOrEqual(5);
    expect(most).toBeGreaterThan(2);
  });

  it('rejects with the failure of either step, begins nothing after it and leaves nothing running', async () => {
    for (const broken of ['first', 'second']) {
      let running = 0;
      let begun = 0;
      const step = (name: string) => async (part: number) => {
        running += 1;
        begun += 1;
        await turn();
        running -= 1;
        if (name === broken && part === 4) throw new Error(`${name} failed`);
      };
      const all = runPipeline({
        parts: 100,
        lanes: 1,
        ahead: 2,
        first: step('first'),
        second: step('second'),
      });
      await expect(all).rejects.toThrow(`${broken} failed`);
      expect(running).toBe(0);
      expect(begun).toBeLessThan(20);
    }
  });

  it('stops with the reason of its signal', async () => {
    const stop = new AbortController();
    const seen: number[] = [];
    const all = runPipeline({
      parts: 100,
      lanes: 1,
      ahead: 2,
      first: async (part) => part,
      second: async (part) => {
        seen.push(part);
        if (part === 3) stop.abort(new Error('enough'));
      },
      signal: stop.signal,
    });
    await expect(all).rejects.toThrow('enough');
    expect(seen).toEqual([0, 1, 2, 3]);
  });
});
