import { createTranslator } from 'next-intl';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LOCALES, type Locale } from './locale';

const words = (locale: Locale, file: string) => {
  const path = join(import.meta.dirname, '../messages', locale, `${file}.json`);
  const messages = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  return createTranslator({ locale, messages }) as (key: string, values?: object) => string;
};

describe.each(LOCALES)('sentences that hold on a condition, in %s', (locale) => {
  it('speak of qualifying only where practice decides who goes on', () => {
    const t = words(locale, 'rating');
    for (const key of ['consent.practice', 'consent.practiceTwo']) {
      const [none, some] = ['no', 'yes'].map((qualify) => t(key, { count: 4, qualify }));
      expect(some).toContain(none!.trim());
      expect(some!.length).toBeGreaterThan(none!.length + 5);
    }
  });

  it('claim nothing of items that nobody could judge', () => {
    const t = words(locale, 'analysis');
    const hint = (judged: number, correlated: number) =>
      t('items.noneHint', { ...{ items: 12, least: 2, share: 70, raters: 8 }, judged, correlated });
    expect(hint(0, 0)).not.toContain('70');
    expect(hint(12, 0)).toContain('70');
    expect(hint(12, 0)).toContain('8');
    expect(hint(12, 3)).not.toContain('8');
  });

  it('tell who closes a study how many are amid it, and what they get', () => {
    const t = words(locale, 'studies');
    const text = (answering: number) => t('close.text', { answering, percent: 50, pairs: 7 });
    expect(text(3)).toMatch(/3.*50/);
    expect(text(0)).not.toContain('50');
  });
});
