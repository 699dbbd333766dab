/** Text matching and zero-shot recognition: what a semantic encoder says of the scenes in words. */
import { cosine, type UnitRows } from '@/lib/domain/mining/rows';
import { CLASSES } from '@/miniature/scenes/classes';
import { PATTERNS, type PatternId } from '@/miniature/scenes/kinds';
import { plural, withArticle } from '@/miniature/scenes/phrases';
import type { PlannedScene } from '@/miniature/scenes/plan';
import { deriveQuestion } from '@/miniature/scenes/questions';
import type { BurstPair } from './truth';

export type EncodeTexts = (texts: readonly string[]) => Promise<UnitRows>;

export interface Score {
  right: number;
  of: number;
}

export interface MatchingScores {
  all: Score;
  patterns: Record<PatternId, Score>;
}

/**
 * As MMVP-VLM: a statement of what differs for each scene; a pair is right if each statement is
 * nearer to its own scene than to the other. Chance is 25 %; a tie is wrong. Pairs of one detail.
 */
export async function matchStatements(
  scenes: readonly PlannedScene[],
  pairs: readonly BurstPair[],
  images: UnitRows,
  encodeTexts: EncodeTexts,
): Promise<MatchingScores> {
  const single = pairs.flatMap(({ i, j, pattern }) => {
    const [a, b] = [scenes[i]!, scenes[j]!];
    const question = deriveQuestion(a.base, a.details, b.details);
    return question ? [{ i, j, pattern, statements: question.statements }] : [];
  });
  const texts = single.flatMap(({ statements }) => statements);
  const unique = [...new Set(texts)];
  const rowOf = new Map(unique.map((text, row) => [text, row]));
  const said = await encodeTexts(unique);
  const near = (text: number, image: number) =>
    cosine(said, rowOf.get(texts[text]!)!, images, image);
  const patterns = Object.fromEntries(
    PATTERNS.map((id) => [id, { right: 0, of: 0 }]),
  ) as MatchingScores['patterns'];
  const all: Score = { right: 0, of: 0 };
  single.forEach(({ i, j, pattern }, k) => {
    const right = near(2 * k, i) > near(2 * k, j) && near(2 * k + 1, j) > near(2 * k + 1, i);
    for (const score of pattern ? [all, patterns[pattern]] : [all]) {
      score.of += 1;
      score.right += Number(right);
    }
  });
  return { all, patterns };
}

/** Templates of zero-shot recognition; their embeddings are averaged, as CLIP does. */
const TEMPLATES: readonly ((name: string) => string)[] = [
  (name) => withArticle(name),
  (name) => `a picture of ${withArticle(name)}`,
  (name) => `there is ${withArticle(name)}`,
  (name) => `several ${plural(name)}`,
  (name) => `an image of some ${plural(name)}`,
];

export interface ZeroShot {
  /** Main objects of classes seen in training, among these classes. */
  seen: Score;
  /** Main objects of held-out classes, among all classes. */
  heldOut: Score;
}

/** Top-1 recognition of the main object's class, from the class's name alone. */
export async function zeroShot(
  scenes: readonly PlannedScene[],
  images: UnitRows,
  encodeTexts: EncodeTexts,
): Promise<ZeroShot> {
  const classes = [...CLASSES.values()];
  const prompts = classes.flatMap(({ name }) => TEMPLATES.map((template) => template(name)));
  const rows = averaged(await encodeTexts(prompts), TEMPLATES.length);
  const result: ZeroShot = { seen: { right: 0, of: 0 }, heldOut: { right: 0, of: 0 } };
  scenes.forEach(({ base }, image) => {
    const main = classes.findIndex(({ name }) => name === base.main);
    const { heldOut } = classes[main]!;
    const candidates = classes.map((_, k) => k).filter((k) => heldOut || !classes[k]!.heldOut);
    const scored = candidates.map((k) => cosine(rows, k, images, image));
    const best = candidates[scored.indexOf(Math.max(...scored))];
    const score = heldOut ? result.heldOut : result.seen;
    score.of += 1;
    score.right += Number(best === main);
  });
  return result;
}

/** Means of `each` neighbouring rows, of unit length again. */
function averaged({ data, count, dimensions }: UnitRows, each: number): UnitRows {
  const out = new Float32Array((count / each) * dimensions);
  for (let row = 0; row < count / each; row += 1) {
    const mean = Float64Array.from({ length: dimensions }, (_, d) => {
      let sum = 0;
      for (let k = 0; k < each; k += 1) sum += data[(row * each + k) * dimensions + d]!;
      return sum;
    });
    out.set(
      mean.map((value) => value / Math.hypot(...mean)),
      row * dimensions,
    );
  }
  return { data: out, count: count / each, dimensions };
}
