/** The time between two frames of a page, recorded in the page itself. */
import type { Page } from '@playwright/test';
import { quantile, round } from '../explorer/figures';

/**
 * A frame at 60 a second takes 16.67 ms, which the browser reports as 16.6 to 16.8: what is over 17 came a
 * whole frame late. Two frames are 33.3.
 */
const FRAME_MS = 17;
const TWO_FRAMES_MS = 34;

export interface Frames {
  frames: number;
  /** Over 16.7 ms. */
  over16: number;
  /** Over 33 ms. */
  over33: number;
  median: number;
  p95: number;
  longest: number;
}

type Recorded = typeof globalThis & { frameTimes?: number[]; stopFrames?: boolean };

/** Frames, in milliseconds each, while `during` runs. */
export async function record(page: Page, during: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => {
    const at = globalThis as Recorded;
    at.frameTimes = [];
    at.stopFrames = false;
    let last = 0;
    const frame = (now: number): void => {
      if (last) at.frameTimes!.push(now - last);
      last = now;
      if (!at.stopFrames) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  await during();
  return page.evaluate(() => {
    const at = globalThis as Recorded;
    at.stopFrames = true;
    return at.frameTimes!;
  });
}

export const figures = (times: readonly number[]): Frames => ({
  frames: times.length,
  over16: times.filter((ms) => ms > FRAME_MS).length,
  over33: times.filter((ms) => ms > TWO_FRAMES_MS).length,
  median: round(quantile(times, 0.5)),
  p95: round(quantile(times, 0.95)),
  longest: round(Math.max(0, ...times)),
});
