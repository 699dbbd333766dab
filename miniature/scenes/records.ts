/** What is written down of a scene for training and evaluation. */
import { fullCaption, sparseCaption } from './captions';
import type { PatternId } from './kinds';
import { isHeldOut, mixedSeed, type PlannedScene, type SceneVariant } from './plan';
import { sceneRng } from './rng';
import { classesOf, type SceneDetails } from './scene';

export interface SceneRecord {
  index: number;
  base: number;
  variant: SceneVariant;
  pattern: PatternId | null;
  main: string;
  classes: string[];
  background: string;
  heldOut: boolean;
  captions: string[];
  full: string;
  details: SceneDetails & { second: string | null; relation: string | null };
}

/** The record of the scene at `index` of the corpus with this seed. */
export function sceneRecord(
  scene: PlannedScene,
  index: number,
  seed: number,
  captions: number,
): SceneRecord {
  const { base, details, variant, pattern } = scene;
  const rng = sceneRng(mixedSeed(seed ^ 0x6a09e667, index));
  return {
    index,
    base: base.id,
    variant,
    pattern,
    main: base.main,
    classes: classesOf(base),
    background: base.place,
    heldOut: isHeldOut(base),
    captions: Array.from({ length: captions }, () => sparseCaption(rng, base, details)),
    full: fullCaption(base, details),
    details: { ...details, second: base.second, relation: base.relation },
  };
}
