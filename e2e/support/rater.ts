import { createHash } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expect } from './fixtures';

/**
 * Answers every item of the study, which begins with a click on "Begin". `answer` gets the SHA-256 of
 * the bytes that the rater sees. Images come in the order of the items: this one, then the next.
 */
export async function answerAll(
  page: Page,
  items: number,
  answer: (sha256: string) => string,
): Promise<void> {
  const images = new Map<string, Promise<string>>();
  page.on('response', (response) => {
    const url = response.url();
    if (!/\/api\/rate\/trials\/[^/]+\/image/.test(url) || images.has(url)) return;
    const hash = (body: Buffer): string => createHash('sha256').update(body).digest('hex');
    images.set(url, response.body().then(hash));
  });
  await page.getByRole('button', { name: 'Begin' }).click();
  for (let done = 0; done < items; done++) {
    await expect(page.getByRole('progressbar')).toHaveAccessibleName(`${done + 1} of ${items}`);
    await expect(page.getByRole('img', { name: /image that the question is about/ })).toBeVisible();
    await expect.poll(() => images.size).toBeGreaterThan(done);
    const hash = (await [...images.values()][done]) ?? '';
    await page.getByRole('button', { name: answer(hash), exact: true }).click();
    await page.getByRole('button', { name: 'Certain' }).click();
    await page.getByRole('button', { name: 'Next' }).click();
  }
  await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible();
}

/** Keeps every byte, address and header that a page receives; not the program, which is everybody's. */
export function recordAll(page: Page): () => Promise<string> {
  const pending: Promise<string>[] = [];
  page.on('response', (response) => {
    if (response.url().includes('/_next/static/')) return;
    const headers = JSON.stringify(response.headers());
    pending.push(
      response
        .body()
        .then((body) => `${response.url()}\n${headers}\n${body.toString('latin1')}`)
        .catch(() => `${response.url()}\n${headers}`),
    );
  });
  return async () => (await Promise.all(pending)).join('\n');
}
