/** From closed study to results, on the pages: checks, release, download, answers of a model. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect } from './fixtures';
import { JOB_MS } from './project-pages';
import type { ExportedRow } from './verify-export';

/** Runs the checks on the closed study; all pairs have to pass every rule. */
export async function runChecks(page: Page, slug: string, pairs: number): Promise<void> {
  await page.goto(`/p/${slug}/checks`);
  await page.getByRole('button', { name: 'Run checks' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Run checks' }).click();
  await expect(dialog).toBeHidden();
  const passed = page.getByRole('row').filter({ hasText: /All \d+ rules passed/ });
  await expect(passed).toHaveCount(pairs, { timeout: JOB_MS });
  for (const status of ['Failed', 'Could not be checked']) {
    await expect(page.getByRole('link', { name: new RegExp(`^${status}`) })).toHaveText(/0$/);
  }
}

/** Makes the release and waits until it is published; leaves its page open. */
export async function makeRelease(page: Page, slug: string, pairs: number): Promise<void> {
  await page.goto(`/p/${slug}/releases`);
  await page.getByRole('button', { name: 'New release' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('first light');
  await dialog.getByRole('button', { name: `Release ${pairs} pairs` }).click();
  await page.waitForURL(`**/p/${slug}/releases/1`);
  await expect(page.getByText('Published', { exact: true })).toBeVisible({ timeout: JOB_MS });
}

/** Downloads the export from the release's page; returns where it lies and the hash that the page names. */
export async function download(
  page: Page,
  folder: string,
): Promise<{ path: string; named: string }> {
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download' }).click();
  const got = await coming;
  const path = join(folder, got.suggestedFilename());
  await got.saveAs(path);
  const hash = page.locator('dt', { hasText: 'SHA-256 of the archive' }).locator('+ dd');
  return { path, named: /[0-9a-f]{64}/.exec(await hash.innerText())?.[0] ?? '' };
}

/** What a model answers to a row: right, wrong, words that name no option, or no line at all. */
export type ModelAnswer = 'right' | 'wrong' | 'unreadable' | 'missing';

/** An answer file as MMVP's evaluate_mllm.py writes it: JSON lines, `answer` is the key. */
export async function writeAnswers(
  path: string,
  model: string,
  rows: readonly ExportedRow[],
  answers: readonly ModelAnswer[],
): Promise<void> {
  const lines = rows.flatMap((row, at) => {
    const answer = answers[at];
    if (answer === undefined || answer === 'missing') return [];
    const wrong = row.key === '(a)' ? '(b)' : '(a)';
    return JSON.stringify({
      question_id: row.index,
      prompt: `${row.question} ${row.options}`,
      answer: row.key,
      response: { right: row.key, wrong, unreadable: 'I cannot say.' }[answer],
      answer_id: `answer-${row.index}`,
      model_id: model,
    });
  });
  await writeFile(path, `${lines.join('\n')}\n`);
}

export async function importAnswers(page: Page, slug: string, path: string): Promise<void> {
  await page.goto(`/p/${slug}/results`);
  await page.getByRole('button', { name: 'Import answers' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('input[type=file]').first().setInputFiles(path);
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(dialog).toBeHidden();
}

/** The drawn figure of one accuracy. What it shows is also its name, a sentence per row. */
export const accuracyFigure = (page: Page, measure: 'Pair' | 'Item'): Locator =>
  page.getByRole('figure', { name: `${measure} accuracy`, exact: true }).getByRole('img');
