/** Turns of the wheel over a page, and what can be seen on it meanwhile. */
import type { Page } from '@playwright/test';

export const VIEWPORT = { width: 1280, height: 800 };
/** A notch of a wheel, and pauses between two: some 3,000 pixels a second. */
const NOTCH = 100;
const EVERY_MS = 33;
/** A fling crosses half of the list within this many turns of the wheel, then it is looked at. */
const FLING_TURNS = 30;
const LOOK_MS = 1500;
export const LATE_MS = 10_000;
const LIST = 'ul[aria-label="Pairs that pass"]';

/** Scrolls to where the list begins; returns how much there is to scroll from there. */
export async function toTop(page: Page): Promise<number> {
  const height = await page.evaluate((list) => {
    const found = document.querySelector(list);
    const top = found ? found.getBoundingClientRect().top + window.scrollY : 0;
    window.scrollTo(0, top);
    return document.documentElement.scrollHeight - top;
  }, LIST);
  await page.mouse.move(VIEWPORT.width / 2, VIEWPORT.height / 2);
  await pause(500);
  return height;
}

/** One turn of the wheel after the other; a late one is not made up for. */
async function turnWheel(page: Page, turns: number, pixels: number): Promise<void> {
  let next = performance.now();
  for (let n = 0; n < turns; n += 1) {
    await page.mouse.wheel(0, pixels);
    next = Math.max(next + EVERY_MS, performance.now());
    await pause(next - performance.now());
  }
}

export const scrollSteadily = (page: Page, seconds: number) =>
  turnWheel(page, Math.round((seconds * 1000) / EVERY_MS), NOTCH);

export async function flingThrough(
  page: Page,
  height: number,
  atRest: () => Promise<void>,
): Promise<void> {
  for (let half = 0; half < 2; half += 1) {
    await turnWheel(page, FLING_TURNS, Math.ceil(height / 2 / FLING_TURNS));
    const begun = performance.now();
    await atRest();
    await pause(LOOK_MS - (performance.now() - begun));
  }
}

/** Milliseconds until both images of every pair on the screen are there. */
export function untilShown(page: Page): Promise<number> {
  return page.evaluate(
    ([list, late]) =>
      new Promise<number>((resolve, reject) => {
        const begun = performance.now();
        const look = (): void => {
          const items = [...document.querySelectorAll(`${list} > li`)].filter((item) => {
            const { top, bottom } = item.getBoundingClientRect();
            return bottom > 0 && top < window.innerHeight;
          });
          const shown = items.every((item) => {
            const images = [...item.querySelectorAll('img')];
            return images.length === 2 && images.every((image) => image.complete);
          });
          const passed = performance.now() - begun;
          if (items.length > 0 && shown) resolve(passed);
          else if (passed > late) reject(new Error('The pairs did not come.'));
          else setTimeout(look, 20);
        };
        look();
      }),
    [LIST, LATE_MS] as const,
  );
}

/** Looks ten times a second whether the middle of the screen shows a pair; ends with the share that did. */
export function watchDrawn(page: Page): { share: () => Promise<number> } {
  const started = page.evaluate((list) => {
    const seen = globalThis as typeof globalThis & { drawn: boolean[]; timer: number };
    seen.drawn = [];
    seen.timer = window.setInterval(() => {
      const middle = window.innerHeight / 2;
      const there = [...document.querySelectorAll(`${list} > li`)].filter((item) => {
        const { top, bottom } = item.getBoundingClientRect();
        // The space between two rows belongs to the upper one.
        return top <= middle && bottom + 40 >= middle;
      });
      seen.drawn.push(there.some((item) => item.querySelector('img') !== null));
    }, 100);
  }, LIST);
  return {
    share: async () => {
      await started;
      return page.evaluate(() => {
        const seen = globalThis as typeof globalThis & { drawn: boolean[]; timer: number };
        window.clearInterval(seen.timer);
        return seen.drawn.filter(Boolean).length / seen.drawn.length;
      });
    },
  };
}

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
