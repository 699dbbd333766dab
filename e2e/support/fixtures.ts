/** Playwright's `test` with the instance's people, and with an eye on everything the browser complains of. */
import {
  test as base,
  expect,
  type Browser,
  type BrowserContext,
  type Page,
} from '@playwright/test';
import { closeWires, type Wire } from './wire';
import { world, type Person, type World } from './world';

interface OpenOptions {
  width?: number;
  theme?: 'light' | 'dark';
  locale?: 'en' | 'zh';
  /** Through which all comes that this browser receives. */
  wire?: Wire;
}

interface Fixtures {
  /** Closes whatever a test opened, also when it failed half-way. */
  closed: void;
  /** Opens a browser of its own for a person, signed in; null for somebody who is not. */
  open: (person: Person | null, options?: OpenOptions) => Promise<Page>;
  /** Console messages that the test provokes on purpose (a refused page says 403). */
  expectConsole: (pattern: RegExp) => void;
}

interface WorkerFixtures {
  world: World;
}

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>;
const sessions = new Map<string, Cookies>();

/** Signs in as a person does, by the form. */
export async function signIn(page: Page, person: Person): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page).not.toHaveURL(/\/sign-in/);
}

async function newContext(browser: Browser, url: string, options: OpenOptions) {
  const { width = 1280, theme = 'light', locale = 'en', wire } = options;
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height: width < 600 ? 812 : 800 },
    colorScheme: theme,
    reducedMotion: 'reduce',
    ...(wire ? { proxy: { server: wire.server } } : {}),
  });
  await context.addCookies([{ name: 'locale', value: locale, url }]);
  return context;
}

async function restoreSession(page: Page, person: Person): Promise<void> {
  const known = sessions.get(person.email);
  if (known) {
    await page.context().addCookies(known);
    return;
  }
  await signIn(page, person);
  const cookies = await page.context().cookies();
  sessions.set(
    person.email,
    cookies.filter((cookie) => cookie.name !== 'locale'),
  );
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  world: [({}, use) => world().then(use), { scope: 'worker', timeout: 300_000 }],

  closed: [
    async ({ browser }, use) => {
      await use();
      for (const context of browser.contexts()) await context.close();
      await closeWires();
    },
    { auto: true },
  ],

  baseURL: ({ world }, use) => use(world.url),

  expectConsole: async ({}, use) => {
    await use((pattern) => expected.push(pattern));
    expected.length = 0;
  },

  // It reads what is expected at its end, which must not be forgotten before.
  open: async ({ browser, world, expectConsole: _ }, use) => {
    const contexts: BrowserContext[] = [];
    const problems: string[] = [];
    await use(async (person, options = {}) => {
      // The form is found by its English words; the wanted language comes after it.
      const context = await newContext(browser, world.url, { ...options, locale: 'en' });
      contexts.push(context);
      const page = await context.newPage();
      if (person) await restoreSession(page, person);
      const locale = options.locale ?? 'en';
      await context.addCookies([{ name: 'locale', value: locale, url: world.url }]);
      watch(page, problems);
      return page;
    });
    for (const context of contexts) await context.close();
    const unexpected = problems.filter((line) => !expected.some((pattern) => pattern.test(line)));
    expect(unexpected, 'errors in the browser console').toEqual([]);
  },
});

const expected: RegExp[] = [];

function watch(page: Page, problems: string[]): void {
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    problems.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`${page.url()}: ${error.stack ?? error.message}`));
}

export { expect };
