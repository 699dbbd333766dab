/** Frames and long tasks of a page, recorded in the page itself. */
import type { Page } from '@playwright/test';
import { round, quantile } from './figures';

/** A frame longer than this is seen as a halt. */
const LONG_MS = 50;

export interface Frames {
  frames: number;
  over50: number;
  longest: number;
  p95: number;
  /** Tasks of the main thread over 50 ms. */
  longTasks: number;
  longestTask: number;
}

interface Recording {
  frames: number[];
  tasks: number[];
  running: boolean;
  observer: PerformanceObserver;
}
type Recorded = typeof globalThis & { recording?: Recording };

export async function record(page: Page, during: () => Promise<void>): Promise<Frames> {
  await page.evaluate(() => {
    const recording: Recording = {
      frames: [],
      tasks: [],
      running: true,
      observer: new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) recording.tasks.push(duration);
      }),
    };
    (globalThis as Recorded).recording = recording;
    recording.observer.observe({ type: 'longtask' });
    let last = 0;
    const frame = (now: number): void => {
      if (last) recording.frames.push(now - last);
      last = now;
      if (recording.running) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  await during();
  const { frames, tasks } = await page.evaluate(async () => {
    const recording = (globalThis as Recorded).recording!;
    recording.running = false;
    await new Promise((resolve) => setTimeout(resolve, 100));
    recording.observer.disconnect();
    return { frames: recording.frames, tasks: recording.tasks };
  });
  return {
    frames: frames.length,
    over50: frames.filter((ms) => ms > LONG_MS).length,
    longest: round(Math.max(...frames)),
    p95: round(quantile(frames, 0.95)),
    longTasks: tasks.length,
    longestTask: round(Math.max(0, ...tasks)),
  };
}

/** The worst of several recordings, and the sum of what is counted. */
export function together(all: readonly Frames[]): Frames {
  const sum = (of: (one: Frames) => number) => all.reduce((total, one) => total + of(one), 0);
  const most = (of: (one: Frames) => number) => Math.max(...all.map(of));
  return {
    frames: sum(({ frames }) => frames),
    over50: sum(({ over50 }) => over50),
    longest: most(({ longest }) => longest),
    p95: most(({ p95 }) => p95),
    longTasks: sum(({ longTasks }) => longTasks),
    longestTask: most(({ longestTask }) => longestTask),
  };
}
