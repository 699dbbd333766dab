import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { NextIntlClientProvider } from 'next-intl';
import type { ContextType } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import en from '@/lib/ui/messages/en/mining.json';
import common from '@/lib/ui/messages/en/common.json';
import zh from '@/lib/ui/messages/zh/mining.json';
import type { RunRow } from '../run-queries';
import { RunFigure } from './run-figure';

const encoder = { id: 'x', weights: 'x', preprocessing: 'x' };
const run: RunRow = {
  ...{ id: 'x', semantic: [encoder], visual: [encoder], agreement: { semantic: 1, visual: 1 } },
  ...{ minSemantic: 0.9, maxVisual: 0.6, perImage: 3, rankBy: 'gap', perCluster: null },
  ...{ clusters: null, limit: null, version: 'test', createdAt: '2026-03-14T15:09:00.000Z' },
  ...{ finishedAt: '2026-03-14T15:10:00.000Z', images: 9, leftOut: 0, withoutEmbedding: 0 },
  ...{
    downloadable: true,
    pairsCompared: '36',
    pairsPassing: 20_000,
    pairsKept: 16_862,
    job: null,
  },
};

// Nothing is clicked.
const router = {} as ContextType<typeof AppRouterContext>;

function read(locale: 'en' | 'zh', pairsKept: number): string {
  const points = [1, 2].map((number) => ({ number, semantic: 0.95, visual: 0.5 }));
  const html = renderToStaticMarkup(
    <NextIntlClientProvider
      locale={locale}
      timeZone="UTC"
      messages={{ mining: locale === 'en' ? en : zh, common }}
    >
      <AppRouterContext value={router}>
        <RunFigure run={{ ...run, pairsKept }} points={points} slug="x" miniature={false} />
      </AppRouterContext>
    </NextIntlClientProvider>,
  );
  return html.replace(/<[^>]*>/g, ' ');
}

it('says of which run the pairs are, and that the best are drawn where it kept more', () => {
  const cut = read('en', 16_862);
  expect(cut).toContain('The best 2 of the 16,862 pairs that the run of Mar 14, 2026');
  expect(cut).toContain('2 of the best 2 of 16,862 pairs of this run pass.');
  expect(read('zh', 16_862)).toContain('16,862 个图像对中，最佳的 2 个里有 2 个通过。');
  const whole = read('en', 2);
  expect(whole).toContain('2 pairs of the run of Mar 14, 2026');
  expect(whole).toContain('2 of 2 pairs of this run pass.');
});
