/** Every figure of the miniature on one corpus. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DEFAULT_ENCODERS } from '@/lib/domain/encoders';
import type { UnitRows } from '@/lib/domain/mining/rows';
import type { EncoderPool } from '@/lib/infra/encoders/pool';
import type { EncoderRegistry, UsableEncoder } from '@/lib/infra/encoders/registry';
import { encoderFiles } from '@/lib/domain/encoders';
import { PATTERNS } from '@/miniature/scenes/kinds';
import { measureAgreement, type Agreement } from './agreement';
import { matchStatements, zeroShot, type MatchingScores, type ZeroShot } from './matching';
import { mineWorld, type MinedPair } from './mining';
import { burstPairs } from './truth';
import type { World } from './world';

export interface SemanticFigures {
  encoder: string;
  zeroShot: ZeroShot;
  /** Text matching over all pairs of one detail. */
  matching: MatchingScores;
  /** The same over those of them that this encoder and the visual one mine. */
  matchingOfMined: MatchingScores;
  mined: number;
  namedShare: number;
  nearDuplicatesMined: number;
  patterns: Record<string, { pairs: number; disjoint: number }>;
}

export interface Figures {
  scenes: number;
  semantic: SemanticFigures[];
  agreement: Agreement[];
  /** Of all files that encoders need, in millions of bytes. */
  weightsMB: number;
  pairs: MinedPair[];
}

async function megabytes(encoders: readonly UsableEncoder[]): Promise<number> {
  const paths = new Set(
    encoders.flatMap(({ folder, description }) =>
      encoderFiles(description).map(({ file }) => join(folder, file)),
    ),
  );
  const sizes = await Promise.all([...paths].map(async (path) => (await stat(path)).size));
  return sizes.reduce((sum, size) => sum + size, 0) / 1e6;
}

export async function measure(
  world: World,
  registry: EncoderRegistry,
  pool: EncoderPool,
  root: string,
  onStep: (step: string, done: number, total: number) => void,
): Promise<Figures> {
  const encoders = (await registry.list()).map((encoder) => {
    if (!encoder.usable) throw new Error(encoder.reason);
    return encoder;
  });
  const rowsOf = async ({ id, description }: UsableEncoder): Promise<UnitRows> => ({
    data: await pool.encodeImages(id, world.images, {
      onProgress: (done, total) => onStep(id, done, total),
    }),
    count: world.images.length,
    dimensions: description.dimensions,
  });
  const visual = await rowsOf(await registry.get(DEFAULT_ENCODERS.visualEncoder));
  const pairs = burstPairs(world.scenes);
  const semantic: SemanticFigures[] = [];
  let minedByDefault: MinedPair[] = [];
  for (const encoder of encoders.filter(({ description }) => description.role === 'semantic')) {
    const images = await rowsOf(encoder);
    const encodeTexts = async (texts: readonly string[]): Promise<UnitRows> => ({
      data: await pool.encodeTexts(encoder.id, texts),
      count: texts.length,
      dimensions: encoder.description.dimensions,
    });
    const mining = await mineWorld(world.scenes, images, visual);
    if (encoder.id === DEFAULT_ENCODERS.semanticEncoder) minedByDefault = mining.named;
    semantic.push({
      encoder: encoder.id,
      zeroShot: await zeroShot(world.scenes, images, encodeTexts),
      matching: await matchStatements(world.scenes, pairs, images, encodeTexts),
      matchingOfMined: await matchStatements(world.scenes, mining.named, images, encodeTexts),
      mined: mining.mined,
      namedShare: mining.namedShare,
      nearDuplicatesMined: mining.nearDuplicates,
      patterns: mining.patterns,
    });
  }
  return {
    scenes: world.scenes.length,
    semantic,
    agreement: await measureAgreement(root, pool),
    weightsMB: await megabytes(encoders),
    pairs: minedByDefault,
  };
}

/** Fewest disjoint pairs of any pattern. */
export const fewestDisjoint = ({ patterns }: SemanticFigures): number =>
  Math.min(...PATTERNS.map((id) => patterns[id]?.disjoint ?? 0));
