import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTranslator } from 'next-intl';
import { PATTERNS } from '@/lib/domain/patterns';
import { LOCALES, negotiateLocale, type Locale } from './locale';
import { NAMESPACES, type Namespace } from './namespaces';

type Tree = { [key: string]: string | Tree };

const folder = join(import.meta.dirname, '../messages');

function read(locale: Locale, namespace: Namespace): Tree {
  return JSON.parse(readFileSync(join(folder, locale, `${namespace}.json`), 'utf8')) as Tree;
}

function flatten(tree: Tree, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : flatten(value, `${prefix}${key}.`),
  );
}

/** Names of ICU arguments and rich-text tags: `{n}`, `{n, plural, one {# day} other {# days}}`, `<b>`. */
function placeholders(message: string): string[] {
  const names = new Set<string>();
  let at = 0;
  // Words in the arms of a plural stand in braces too, but are text and not arguments.
  const text = (): void => {
    for (; at < message.length && message[at] !== '}'; at += 1) {
      const tag = /^<(\w+)>/.exec(message.slice(at));
      if (tag?.[1] !== undefined) names.add(tag[1]);
      if (message[at] === '{') argument();
    }
  };
  const argument = (): void => {
    const head = /^\{\s*(\w+)\s*(,\s*(?:plural|select|selectordinal)\s*,)?/.exec(message.slice(at));
    if (head?.[1] === undefined) throw new Error(`Not an argument: ${message.slice(at)}`);
    names.add(head[1]);
    at += head[0].length;
    for (; message[at] !== '}' && at < message.length; at += 1) {
      if (message[at] !== '{' || head[2] === undefined) continue;
      at += 1;
      text();
    }
  };
  text();
  return [...names].sort();
}

describe.each(NAMESPACES)('messages of %s', (namespace) => {
  const en = Object.fromEntries(flatten(read('en', namespace)));
  const zh = Object.fromEntries(flatten(read('zh', namespace)));

  it('have the same keys in English and Chinese', () => {
    expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
  });

  it('have the same placeholders in English and Chinese', () => {
    for (const [key, message] of Object.entries(en)) {
      expect(placeholders(zh[key] ?? ''), key).toEqual(placeholders(message));
    }
  });

  it.each(LOCALES)('are well-formed ICU messages in %s', (locale) => {
    const messages = read(locale, namespace);
    const bad: string[] = [];
    const t = createTranslator({
      locale,
      messages: messages as Record<string, string>,
      onError: (error) => bad.push(error.message),
    });
    // Every placeholder gets a number that is valid in text, plural and date positions alike.
    for (const [key, message] of flatten(messages)) {
      const values = Object.fromEntries(
        placeholders(message).map((name) => [
          name,
          message.includes(`<${name}>`) ? (chunks: string) => chunks : 1,
        ]),
      );
      (t.markup as (key: string, values: object) => string)(key, values);
    }
    expect(bad).toEqual([]);
  });
});

it('every message file belongs to a namespace that is loaded', () => {
  for (const locale of LOCALES) {
    const files = readdirSync(join(folder, locale)).map((name) => name.replace('.json', ''));
    expect(files.sort()).toEqual([...NAMESPACES].sort());
  }
});

it('English names of the nine patterns are those of the paper', () => {
  const patterns = read('en', 'patterns') as Record<string, { name: string }>;
  expect(Object.keys(patterns)).toEqual(PATTERNS.map(({ id }) => id));
  for (const { id, name } of PATTERNS) expect(patterns[id]?.name).toBe(name);
});

describe('language negotiation', () => {
  it('prefers the choice stored in the cookie', () => {
    expect(negotiateLocale('zh', 'en')).toBe('zh');
  });
  it('weighs Accept-Language by q and falls back to English', () => {
    expect(negotiateLocale(undefined, 'en;q=0.4, zh-CN;q=0.9')).toBe('zh');
    expect(negotiateLocale('fr', 'de, fr;q=0.9')).toBe('en');
    expect(negotiateLocale(undefined, 'zh;q=0, en')).toBe('en');
  });
});
