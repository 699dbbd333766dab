import { createHash } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expect } from './fixtures';

/** Answers every item of the open study. `answer` gets the SHA-256 of the bytes that the rater sees. */
export async function answerAll(
  page: Page,
  items: number,
  answer: (sha256: string) => string,
): Promise<void> {
  for (let done = 0; done < items; done++) {
    await expect(page.getByRole('progressbar')).toHaveAccessibleName(`${done + 1} of ${items}`);
    const image = page.getByRole('img', { name: /image that the question is about/ });
    await expect(image).toBeVisible();
    const src = (await image.getAttribute('src')) ?? '';
    const bytes = await page.evaluate(async (from) => {
      const response = await fetch(from);
      return Array.from(new Uint8Array(await response.arrayBuffer()));
    }, src);
    const hash = createHash('sha256').update(Buffer.from(bytes)).digest('hex');
    await page.getByRole('button', { name: answer(hash), exact: true }).click();
    await page.getByRole('button', { name: 'Certain' }).click();
    await page.getByRole('button', { name: 'Next' }).click();
  }
  await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible();
}

/** Keeps every byte, address and header that a page receives. */
export function recordAll(page: Page): () => Promise<string> {
  const pending: Promise<string>[] = [];
  page.on('response', (response) => {
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
