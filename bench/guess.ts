/** `npm run bench guess`: what the guess of a pair's pattern is worth. See bench/guess.md. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openWorld } from '@/cli/miniature/verify/world';
import { mineWorld } from '@/cli/miniature/verify/mining';
import { DEFAULT_ENCODERS } from '@/lib/domain/encoders';
import { guessPatterns, nearnessOf, phrasesOf } from '@/lib/domain/mining/pattern-guess';
import { GUESS_SENTENCES } from '@/lib/domain/mining/pattern-prompts';
import type { UnitRows } from '@/lib/domain/mining/rows';
import { PATTERN_IDS, type PatternId } from '@/lib/domain/patterns';
import { wilsonInterval } from '@/lib/domain/statistics/wilson';
import { EncoderPool } from '@/lib/infra/encoders/pool';
import { createEncoderRegistry, MINIATURE_WEIGHTS } from '@/lib/infra/encoders/registry';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SPLITS = ['dev', 'test'] as const;

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

export async function main(args: string[]): Promise<number> {
  const split = SPLITS.find((name) => name === (args[0] ?? 'test'));
  if (!split || args.length > 1) {
    say('One option: dev, for choices, or test, for the figures (default).');
    return 2;
  }
  const world = await openWorld(split, join(ROOT, '.blindpair/miniature'), (done, total) => {
    if (done === total) say(`${total} scenes of ${split}`);
  });
  const registry = createEncoderRegistry([join(ROOT, MINIATURE_WEIGHTS)]);
  const pool = new EncoderPool({ registry });
  const rowsOf = async (id: string, what: 'images' | 'texts'): Promise<UnitRows> => {
    const { description } = await registry.get(id);
    const data =
      what === 'images'
        ? await pool.encodeImages(id, world.images)
        : await pool.encodeTexts(id, GUESS_SENTENCES);
    const { dimensions } = description;
    return { data, count: data.length / dimensions, dimensions };
  };
  try {
    const visual = await rowsOf(DEFAULT_ENCODERS.visualEncoder, 'images');
    for (const encoder of await registry.list()) {
      if (!encoder.usable || !encoder.description.text) continue;
      const images = await rowsOf(encoder.id, 'images');
      const phrases = phrasesOf(await rowsOf(encoder.id, 'texts'));
      const nearness = new Float32Array(images.count * phrases.rows.count);
      for (let row = 0; row < images.count; row += 1) {
        nearnessOf(phrases, images, row, nearness, row * phrases.rows.count);
      }
      const { named } = await mineWorld(world.scenes, images, visual);
      // All pairs of changed scenes are compared with each other; the truth is known of those of one pattern.
      const guesses = guessPatterns(
        phrases,
        nearness,
        named.map(({ i, j, semantic }) => ({ a: i, b: j, semantic })),
      );
      const known = named.flatMap(({ pattern }, k) =>
        pattern ? [{ pattern, guess: guesses[k]?.pattern ?? null }] : [],
      );
      report(encoder.id, known);
    }
    return 0;
  } finally {
    await pool.close();
  }
}

function report(
  encoder: string,
  pairs: readonly { pattern: PatternId; guess: PatternId | null }[],
) {
  const guessed = pairs.filter(({ guess }) => guess !== null);
  const right = guessed.filter(({ pattern, guess }) => pattern === guess).length;
  const of = (id: PatternId) => guessed.filter(({ pattern }) => pattern === id);
  const most = Math.max(...PATTERN_IDS.map((id) => of(id).length)) / guessed.length;
  const interval = wilsonInterval(right, guessed.length);
  print(
    `\n${encoder}: ${pairs.length} pairs of one pattern, ${guessed.length} with a guess (${percent(guessed.length / pairs.length)}).`,
  );
  print(
    `Right: ${percent(right / guessed.length)} (95 %: ${percent(interval?.lower ?? 0)} to ${percent(interval?.upper ?? 1)}). Chance: 11.1 %. Always the most frequent pattern: ${percent(most)}.`,
  );
  print('\n| pattern | pairs | guessed | right | of those that are of it, found |');
  print('| --- | ---: | ---: | ---: | ---: |');
  for (const id of PATTERN_IDS) {
    const said = guessed.filter(({ guess }) => guess === id);
    const hits = said.filter(({ pattern }) => pattern === id).length;
    print(
      `| ${id} | ${pairs.filter(({ pattern }) => pattern === id).length} | ${said.length} | ${said.length ? percent(hits / said.length) : ''} | ${of(id).length ? percent(hits / of(id).length) : ''} |`,
    );
  }
}
