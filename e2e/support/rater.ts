import type { Page } from '@playwright/test';
import { expect } from './fixtures';
import { sha256 } from './sha256';
import type { Wire } from './wire';

/** All that a rater is given of an item, as a rater's eyes take it. */
export interface SeenItem {
  question: string;
  /** SHA-256 of the picture's bytes. */
  sha256: string;
}

const IMAGE = /\/api\/rate\/trials\/[^/]+\/image$/;

/**
 * Begins the study and answers every item. Pictures come in the order of the items: this one, then the
 * next. Returns what was seen, in that order. A study in two sessions takes `between`, which is called on
 * the page between them and opens the second.
 */
export async function answerAll(
  page: Page,
  wire: Wire,
  items: number,
  answer: (item: SeenItem) => string | Promise<string>,
  between?: () => Promise<void>,
): Promise<SeenItem[]> {
  const pictures = () => {
    const whole = wire.received.filter(
      ({ url, status, done }) => done && status === 200 && IMAGE.test(url),
    );
    return [...new Map(whole.map((one) => [one.url, one])).values()];
  };
  const seen: SeenItem[] = [];
  await page.getByRole('button', { name: 'Begin' }).click();
  const half = items / 2;
  const place = (done: number): string =>
    between
      ? `Session ${done < half ? 1 : 2} of 2: ${(done % half) + 1} of ${half}`
      : `${done + 1} of ${items}`;
  for (let done = 0; done < items; done++) {
    if (between && done === half) {
      await expect(page.getByRole('heading', { name: 'Session 1 of 2 is done' })).toBeVisible();
      await between();
      await page.getByRole('button', { name: 'Go on with session 2' }).click();
    }
    await expect(page.getByRole('progressbar')).toHaveAccessibleName(place(done));
    await expect(page.getByRole('img', { name: /image that the question is about/ })).toBeVisible();
    await expect.poll(() => pictures().length).toBeGreaterThan(done);
    const item = {
      question: await page.getByRole('heading', { level: 1 }).innerText(),
      sha256: sha256(pictures()[done]?.body ?? Buffer.alloc(0)),
    };
    seen.push(item);
    await page.getByRole('button', { name: await answer(item), exact: true }).click();
    await page.getByRole('button', { name: 'Certain' }).click();
    await page.getByRole('button', { name: 'Next' }).click();
  }
  await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible();
  return seen;
}
