/** The pair page in a browser: zoomed by the wheel and dragged, in each way of comparing. */
import type { Browser, Page } from '@playwright/test';
import { figures, record, type Frames } from './frames';
import { PROJECT } from './corpus';

const VIEWPORT = { width: 1280, height: 800 };
/** Between two turns of the wheel or two moves of the pointer: as often as usual mice report to a page. */
const EVERY_MS = 16;
/** Notches in one direction before the wheel turns back: 1.25 to the twelfth is fifteenfold. */
const NOTCHES = 12;
const WAYS = [
  ['side', 'Side by side'],
  ['swipe', 'Swipe'],
  ['difference', 'Difference'],
  ['lens', 'Lens'],
] as const;
const LATE_MS = 120_000;

interface Options {
  seconds: number;
  rounds: number;
}
type Movements = Record<'zoom' | 'pan', number[]>;

export async function measureViewer(
  browser: Browser,
  url: string,
  person: { email: string; password: string },
  { seconds, rounds }: Options,
  say: (line: string) => void,
) {
  const page = await newPage(browser, url);
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((address) => !address.pathname.startsWith('/sign-in'));
  await page.goto(`/p/${PROJECT}/pairs/1`);
  await page.waitForLoadState('load');
  const empty = await newPage(browser);
  await empty.setContent('<!doctype html><title>Empty</title>');

  const result: Record<string, Record<'zoom' | 'pan', Frames>> = {};
  for (const [way, name] of [['empty', ''] as const, ...WAYS]) {
    const on = way === 'empty' ? empty : page;
    await on.bringToFront();
    if (way !== 'empty') await choose(page, name);
    const times: Movements = { zoom: [], pan: [] };
    for (let n = 0; n < rounds; n += 1) {
      const box =
        way === 'empty'
          ? { x: 0, y: 0, ...VIEWPORT }
          : (await page.locator('[data-pane="A"]').boundingBox())!;
      const [x, y] = [box.x + box.width * 0.45, box.y + box.height * 0.45];
      times.zoom.push(...(await record(on, () => zoom(on, x, y, seconds))));
      if (way !== 'empty') await zoomedIn(page, x, y);
      times.pan.push(...(await record(on, () => pan(on, x, y, seconds))));
      if (way !== 'empty') await page.keyboard.press('0');
    }
    result[way] = { zoom: figures(times.zoom), pan: figures(times.pan) };
    for (const kind of ['zoom', 'pan'] as const) {
      say(`${way.padEnd(10)} ${kind.padEnd(4)} ${JSON.stringify(result[way][kind])}`);
    }
  }
  return { viewport: `${VIEWPORT.width} x ${VIEWPORT.height}`, ...result };
}

async function newPage(browser: Browser, baseURL?: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: VIEWPORT,
    ...(baseURL ? { baseURL } : {}),
  });
  // Functions that are sent to the page were compiled with this helper around their names.
  await context.addInitScript('globalThis.__name ??= (named) => named');
  return context.newPage();
}

async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole('group', { name: 'Ways to compare' }).getByRole('button', { name }).click();
  if (name === 'Lens') {
    for (const role of ['semantic', 'visual']) {
      const map = page.locator(`[data-pane="${role}"] svg[role="img"]`);
      await map.waitFor({ timeout: LATE_MS });
    }
  }
  await stillImages(page);
}

/** Turns of the wheel there and back; a late one is not made up for. */
async function zoom(page: Page, x: number, y: number, seconds: number): Promise<void> {
  await page.mouse.move(x, y);
  await steadily(seconds, (n) =>
    page.mouse.wheel(0, Math.floor(n / NOTCHES) % 2 === 0 ? -100 : 100),
  );
}

/** About sevenfold, with the copies there that this asks for. */
async function zoomedIn(page: Page, x: number, y: number): Promise<void> {
  await page.keyboard.press('0');
  await page.mouse.move(x, y);
  for (let n = 0; n < 9; n += 1) await page.mouse.wheel(0, -100);
  await stillImages(page);
}

/** The view dragged round in a circle. */
async function pan(page: Page, x: number, y: number, seconds: number): Promise<void> {
  await page.mouse.move(x, y);
  await page.mouse.down();
  await steadily(seconds, (n) =>
    page.mouse.move(x + 90 * Math.sin(n / 15), y + 60 * (Math.cos(n / 15) - 1)),
  );
  await page.mouse.up();
}

async function steadily(seconds: number, move: (n: number) => Promise<void>): Promise<void> {
  const begun = performance.now();
  let next = begun;
  for (let n = 0; next - begun < seconds * 1000; n += 1) {
    await move(n);
    next = Math.max(next + EVERY_MS, performance.now());
    await pause(next - performance.now());
  }
}

/** Until no image is on its way, and a second after that. */
async function stillImages(page: Page): Promise<void> {
  await pause(500);
  await page.waitForFunction(() => [...document.images].every((image) => image.complete), null, {
    timeout: LATE_MS,
  });
  await pause(1000);
}

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
