/** The page in a browser: scrolled, flung, and its thresholds moved. */
import type { Browser, CDPSession, Page } from '@playwright/test';
import { round, spread } from './figures';
import { record, together, type Frames } from './recorder';
import {
  flingThrough,
  LATE_MS,
  pause,
  scrollSteadily,
  toTop,
  untilShown,
  VIEWPORT,
  watchDrawn,
} from './scrolling';

const MOVES = 40;
/** Without samples of the program, whose beginning takes most of a second by itself. */
const TRACED = ['toplevel', 'devtools.timeline', 'blink.user_timing', 'v8', 'cc'];

export interface ExplorerPage {
  browser: Browser;
  page: Page;
  /** Of the run that the page shows. */
  api: string;
}

export async function openExplorer(
  browser: Browser,
  url: string,
  person: { email: string; password: string },
  project: string,
): Promise<ExplorerPage> {
  const page = await newPage(browser, url);
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((address) => !address.pathname.startsWith('/sign-in'));
  const answered = page.waitForRequest((request) => request.url().includes('/passing?'));
  await page.goto(`/p/${project}/pairs/explore`);
  const api = (await answered).url().replace(/\/passing\?.*$/, '');
  await page.getByRole('list', { name: 'Pairs that pass' }).getByRole('link').first().waitFor();
  return { browser, page, api };
}

interface Options {
  seconds: number;
  rounds: number;
  trace: string | undefined;
}

export async function measurePages(
  { browser, page }: ExplorerPage,
  options: Options,
  say: (line: string) => void,
) {
  const session = await page.context().newCDPSession(page);
  const height = await toTop(page);
  const empty = await emptyPage(browser, height);
  const runs: Record<'scroll' | 'fling' | 'emptyScroll' | 'emptyFling', Frames[]> = {
    scroll: [],
    fling: [],
    emptyScroll: [],
    emptyFling: [],
  };
  if (options.trace) {
    await loadAnew(page, session);
    await toTop(page);
    await browser.startTracing(page, { path: options.trace, categories: TRACED });
    await scrollSteadily(page, options.seconds);
    await browser.stopTracing();
  }
  const covered: number[] = [];
  const rests: number[] = [];
  for (let n = 0; n < options.rounds; n += 1) {
    for (const [kind, scrolled] of [
      ['empty', empty],
      ['full', page],
    ] as const) {
      await scrolled.bringToFront();
      // Every round loads its images anew, as somebody does who comes here for the first time.
      if (kind === 'full') await loadAnew(page, session);
      await toTop(scrolled);
      await pause(1000);
      const scroll = await record(scrolled, async () => {
        const drawn = kind === 'full' ? watchDrawn(scrolled) : null;
        await scrollSteadily(scrolled, options.seconds);
        if (drawn) covered.push(await drawn.share());
      });
      await toTop(scrolled);
      const fling = await record(scrolled, () =>
        flingThrough(scrolled, height, async () => {
          if (kind === 'full') rests.push(await untilShown(scrolled));
        }),
      );
      runs[kind === 'full' ? 'scroll' : 'emptyScroll'].push(scroll);
      runs[kind === 'full' ? 'fling' : 'emptyFling'].push(fling);
      say(`${kind.padEnd(6)} scroll ${JSON.stringify(scroll)}`);
      say(`${kind.padEnd(6)} fling  ${JSON.stringify(fling)}`);
    }
  }
  await empty.context().close();
  await page.bringToFront();
  await page.evaluate(() => window.scrollTo(0, 0));
  const count = spread(await countAfterMove(page));
  const drag = await whileDragging(page);
  say(`pairs drawn ${JSON.stringify(covered)}, shown after a fling ${JSON.stringify(rests)} ms`);
  say(`count after a move ${JSON.stringify(count)} ms; while dragging ${JSON.stringify(drag)}`);
  const [scroll, fling] = [together(runs.scroll), together(runs.fling)];
  const [emptyScroll, emptyFling] = [together(runs.emptyScroll), together(runs.emptyFling)];
  return {
    scroll: { ...scroll, drawn: round(Math.min(...covered)) },
    fling: { ...fling, shown: spread(rests) },
    empty: { scroll: emptyScroll, fling: emptyFling },
    vsEmpty: {
      scrollP95: round(scroll.p95 / emptyScroll.p95),
      scrollLongest: round(scroll.longest / emptyScroll.longest),
      flingP95: round(fling.p95 / emptyFling.p95),
      flingLongest: round(fling.longest / emptyFling.longest),
    },
    count,
    drag,
  };
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

async function loadAnew(page: Page, session: CDPSession): Promise<void> {
  await session.send('Network.clearBrowserCache');
  await page.reload();
  await page.getByRole('list', { name: 'Pairs that pass' }).getByRole('link').first().waitFor();
}

/** The same height with nothing in it: what this browser on this machine does by itself. */
async function emptyPage(browser: Browser, height: number): Promise<Page> {
  const page = await newPage(browser);
  await page.setContent(
    `<!doctype html><title>Empty</title><div style="height:${height}px"></div>`,
  );
  return page;
}

const STATUS = '[role=group] [role=status]';

/** From the key that moves a threshold until the number is there that belongs to it. */
async function countAfterMove(page: Page): Promise<number[]> {
  const slider = page.getByRole('slider', { name: /Semantic cosine above/ });
  const times: number[] = [];
  await slider.focus();
  for (let n = 0; n < MOVES; n += 1) {
    const answered = page.evaluate(
      ([selector, late]) =>
        new Promise<number>((resolve, reject) => {
          const status = document.querySelector(selector)!;
          let pressed = 0;
          window.addEventListener('keydown', () => (pressed = performance.now()), {
            once: true,
            capture: true,
          });
          const observer = new MutationObserver(() => {
            observer.disconnect();
            resolve(performance.now() - pressed);
          });
          observer.observe(status, { childList: true, subtree: true, characterData: true });
          setTimeout(() => reject(new Error('The number did not change.')), late);
        }),
      [STATUS, LATE_MS] as const,
    );
    await pause(20);
    await page.keyboard.press('ArrowRight');
    times.push(await answered);
    await pause(100);
  }
  return times;
}

/** A line dragged for 4 seconds: frames, and how often the number follows. */
async function whileDragging(page: Page) {
  const line = page.locator('[data-handle="x"]');
  await line.scrollIntoViewIfNeeded();
  const box = (await line.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.evaluate((selector) => {
    const counted = globalThis as typeof globalThis & { changes: number[] };
    counted.changes = [];
    new MutationObserver(() => counted.changes.push(performance.now())).observe(
      document.querySelector(selector)!,
      { childList: true, subtree: true, characterData: true },
    );
  }, STATUS);
  await page.mouse.move(x, y);
  await page.mouse.down();
  const frames = await record(page, async () => {
    const begun = performance.now();
    for (let n = 0; performance.now() - begun < 4000; n += 1) {
      await page.mouse.move(x - 60 + 60 * Math.cos(n / 12), y);
      await pause(8);
    }
  });
  await page.mouse.up();
  const changes = await page.evaluate(
    () => (globalThis as typeof globalThis & { changes: number[] }).changes.length,
  );
  return { ...frames, answersPerSecond: round(changes / 4) };
}
