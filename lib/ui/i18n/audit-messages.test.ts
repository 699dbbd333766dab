import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PAIR_EVENTS } from '@/lib/domain/item-lifecycle';
import { LOCALES, type Locale } from './locale';

const features = join(import.meta.dirname, '../../features');
/** What several features do in one way lies here. */
const infra = join(import.meta.dirname, '../../infra');

/** Actions that are put together at run time, by the file that does so. */
const COMPUTED: Readonly<Record<string, readonly string[]>> = {
  'checks/store-check.ts': ['pair.check', 'pair.uncheck'],
  'jobs/end-job.ts': ['job.cancel', 'job.resume'],
  'review/settle-pair.ts': [
    'review.approve',
    'review.request-changes',
    'review.reject',
    'review.await-review',
    'review.disagree',
  ],
};
/** Stand in a file about pairs, but happen to a person's list. */
const NOT_OF_ONE_PAIR = ['pair.forget-skips'];

const writers = [features, infra]
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
      .map((path) => ({ path, source: readFileSync(join(folder, path), 'utf8') })),
  )
  .filter(({ source }) => /from '(@\/lib\/infra|\.)\/audit'/.test(source))
  .map(({ path, source }) => ({
    path,
    source,
    actions: [
      ...[...source.matchAll(/'([a-z]+\.[a-z][A-Za-z-]*)'/g)].map(([, action = '']) => action),
      ...(COMPUTED[path] ?? []),
    ],
  }));

function messages(locale: Locale, namespace: string, group: string): Record<string, string> {
  const path = join(import.meta.dirname, '../messages', locale, `${namespace}.json`);
  const tree = JSON.parse(readFileSync(path, 'utf8')) as Record<string, Record<string, string>>;
  return tree[group] ?? {};
}

const keys = (...of: Parameters<typeof messages>): string[] => Object.keys(messages(...of));

describe('what is written to the audit log', () => {
  it('names its actions in a way that this test can read', () => {
    expect(writers.filter(({ actions }) => actions.length === 0).map(({ path }) => path)).toEqual(
      [],
    );
    const computing = writers.filter(({ source }) => /action: `/.test(source));
    expect(computing.map(({ path }) => path).sort()).toEqual(Object.keys(COMPUTED).sort());
    const events = Object.values(COMPUTED)
      .flat()
      .filter((action) => !action.startsWith('job.'))
      .map((action) => action.split('.')[1]);
    expect(PAIR_EVENTS).toEqual(expect.arrayContaining(events));
  });

  it.each(LOCALES)('has a sentence for every action in %s', (locale) => {
    const wanted = writers.flatMap(({ actions }) =>
      actions.map((action) => action.replaceAll('.', '-')),
    );
    expect(wanted.length).toBeGreaterThan(40);
    expect([...new Set(wanted)].sort()).toEqual(keys(locale, 'audit', 'actions').sort());
  });

  // The list of what the log can be filtered by knows no event, so that nothing can be filled in there.
  it.each(LOCALES)('has a name without anything to fill in for every action in %s', (locale) => {
    const sentences = messages(locale, 'audit', 'actions');
    const kinds = messages(locale, 'audit', 'kinds');
    const names = Object.entries(sentences).map(([key, sentence]) => kinds[key] ?? sentence);
    expect(names.filter((name) => name.includes('{'))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
    expect(Object.keys(kinds).filter((key) => !(key in sentences))).toEqual([]);
  });

  it.each(LOCALES)('has a sentence in the history of a pair for what happens to one in %s', (l) => {
    const wanted = writers
      .filter(({ source }) => source.includes("subjectType: 'Pair'"))
      .flatMap(({ actions }) => actions)
      .filter((action) => !NOT_OF_ONE_PAIR.includes(action))
      .map((action) => action.replace('.', '_'));
    expect([...new Set(wanted)].sort()).toEqual(keys(l, 'mining', 'history').sort());
  });
});
