import { defineConfig } from '@playwright/test';
import { findChromium } from './e2e/chromium.mjs';

const executablePath = findChromium();

/**
 * Specs that make what they change: an instance, or a project and its people. They touch nothing that
 * another spec reads, so that they run beside the rest. Those that share one with each other are here.
 */
const OF_THEIR_OWN = [
  'blindness',
  'kill',
  'protocol',
  'recovery',
  'session',
  'side-by-side',
  'twelve-raters',
  'whole-life',
].map((name) => `**/${name}.spec.ts`);

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  globalSetup: './e2e/global-setup.ts',
  // One instance for all. Two journeys run side by side, never two of the same kind: see the projects.
  workers: 2,
  fullyParallel: false,
  // On the machine of continuous integration a hiccup does not hide what comes after it: a test that
  // passes the second time has still found something, and `npm test` names it as flaky. Here it fails.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  // A machine that also builds or trains answers late; a page that never answers still fails.
  expect: { timeout: 20_000 },
  reporter: [
    ['list'],
    ...(process.env.PLAYWRIGHT_JSON_OUTPUT_NAME
      ? [['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME }] as const]
      : []),
  ],
  use: {
    locale: 'en-GB',
    timezoneId: 'UTC',
    viewport: { width: 1280, height: 800 },
    // A button that never comes fails here, by its name, and not minutes later with the whole test.
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    // Recording costs time at every step: where a failed test is run again, only then.
    trace: process.env.CI ? 'on-first-retry' : 'retain-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        '--disable-quic',
      ],
    },
  },
  projects: [
    // They share a project and its people, hence one after another.
    { name: 'shared world', testIgnore: OF_THEIR_OWN, workers: 1 },
    { name: 'worlds of their own', testMatch: OF_THEIR_OWN, workers: 1 },
  ],
});
