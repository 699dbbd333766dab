/** A question as its annotator wrote it on the bench: what every later step is held against. */
import type { Page } from '@playwright/test';
import type { PatternId } from '@/lib/domain/patterns';
import { expect } from './fixtures';
import { sha256 } from './sha256';

export interface WrittenPair {
  /** As the bench names it. */
  number: number;
  question: string;
  /** Options 1 and 2. Commas and quotes, because files have to quote them. */
  options: [string, string];
  /** The option that is right for image A; image B gets the other. */
  keyForA: 1 | 2;
  statements: { A: string; B: string };
  pattern: PatternId;
  /** SHA-256 of the full served images. */
  images: { A: string; B: string };
}

export type Side = 'A' | 'B';

export const rightOption = (pair: WrittenPair, side: Side): string =>
  pair.options[(pair.keyForA === 1) === (side === 'A') ? 0 : 1];

/** Found nowhere in the product's own texts, so that a leak is certain when one of them turns up. */
export const SENTINEL = { statement: 'zqxstatement', note: 'zqxnote' } as const;

const PATTERN_LABELS = { orientation: 'Orientation', state: 'State' } as const;

/** Two patterns, not in the paper's order, and both keys within each. */
const PLAN = [
  { pattern: 'state', keyForA: 1 },
  { pattern: 'orientation', keyForA: 2 },
  { pattern: 'state', keyForA: 2 },
  { pattern: 'orientation', keyForA: 1 },
] as const;
export const PAIRS = PLAN.length;

/** Takes a pair after the other and writes a question to each, as an annotator on the bench. */
export async function writePairs(
  page: Page,
  slug: string,
  count: number = PAIRS,
): Promise<WrittenPair[]> {
  await page.goto(`/p/${slug}/bench`);
  await page.getByRole('button', { name: 'Take the next pair' }).click();
  const written: WrittenPair[] = [];
  for (const [done, { pattern, keyForA }] of PLAN.slice(0, count).entries()) {
    const heading = page.getByRole('heading', { level: 1, name: /^Pair/ });
    const name = await heading.innerText();
    const pair: WrittenPair = {
      number: Number(name.replace(/[^\d]/g, '')),
      question: `Which of the two is it, "no ${done + 1}"?`,
      options: ['First, or one', 'Second "two"'],
      keyForA,
      pattern,
      statements: {
        A: `a ${SENTINEL.statement}, one ${done + 1}`,
        B: `a "${SENTINEL.statement}" two ${done + 1}`,
      },
      images: { A: await shownSha(page, 'A'), B: await shownSha(page, 'B') },
    };
    await page.getByLabel('Question, the same').fill(pair.question);
    await page.getByRole('textbox', { name: 'Option 1' }).fill(pair.options[0]);
    await page.getByRole('textbox', { name: 'Option 2' }).fill(pair.options[1]);
    await page
      .getByRole('radio', { name: `A shows: ${pair.options[keyForA - 1]}` })
      .check({ force: true });
    await page.getByLabel('Statement about image A').fill(pair.statements.A);
    await page.getByLabel('Statement about image B').fill(pair.statements.B);
    await page.getByRole('radio', { name: PATTERN_LABELS[pattern] }).check({ force: true });
    await page.getByLabel(/^Note for the reviewer/).fill(SENTINEL.note);
    await page.getByRole('button', { name: /Submit for review/ }).click();
    await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(name);
    written.push(pair);
  }
  return written;
}

/** SHA-256 of the full served image behind a picture on the bench. */
async function shownSha(page: Page, side: Side): Promise<string> {
  const image = page.getByRole('img', { name: new RegExp(`^Image ${side} of pair`) });
  const src = (await image.getAttribute('src')) ?? '';
  const response = await page.request.get(src.split('?')[0] ?? src);
  expect(response.headers()['content-type']).toBe('image/jpeg');
  return sha256(await response.body());
}

/** Answers each item before the key is shown, then approves. */
export async function reviewPairs(page: Page, slug: string): Promise<void> {
  await page.goto(`/p/${slug}/review`);
  await page.getByRole('button', { name: 'Take the next question' }).click();
  for (let done = 0; done < PAIRS; done++) {
    for (const side of ['A', 'B'] as const) {
      await expect(page.getByRole('img', { name: `Image ${side}` })).toBeVisible();
      const number = Number(
        /"no (\d+)"/.exec(await page.getByText(/^Which of the two/).innerText())?.[1],
      );
      const plan = PLAN[number - 1];
      if (!plan) throw new Error('The reviewer is shown a question that nobody wrote.');
      const right = (plan.keyForA === 1) === (side === 'A') ? /^First, or one/ : /^Second "two"/;
      await page.getByRole('button', { name: right }).click();
    }
    await expect(page.getByText('Step 3 of 3')).toBeVisible();
    await page.getByRole('button', { name: /Approve and next/ }).click();
    await expect(page.getByText('Step 3 of 3')).toBeHidden();
  }
}
