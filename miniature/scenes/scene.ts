/** A scene as data: a base (what and where) and its details (the nine patterns' dimensions). */
import {
  BACKGROUNDS,
  CLASS_NAMES,
  COLOURS,
  CUTTABLE,
  FEATURES,
  SIGN_WORDS,
  sceneClass,
  type BackgroundKind,
} from './ontology';
import { pick, type SceneRng } from './rng';

export interface SceneBase {
  id: number;
  background: BackgroundKind;
  backgroundSeed: number;
  main: string;
  second: string | null;
  /** Variant of the second object's picture. */
  secondVariant: string | null;
  layoutSeed: number;
}

export const DIMENSIONS = [
  'color',
  'state',
  'quantity',
  'feature',
  'structural',
  'position',
  'viewpoint',
  'orientation',
  'text',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Value of each dimension that the base has; the four named ones are always there. */
export interface SceneDetails extends Partial<Record<Dimension, string>> {
  color: string;
  feature: string;
  /** '1' to '4'. */
  quantity: string;
  text: string;
}

/** Chance that a dimension keeps its first, plain value instead of a uniform draw. */
const PLAIN_CHANCE: Readonly<Record<Dimension, number>> = {
  color: 0.5,
  feature: 0.5,
  quantity: 0.55,
  text: 0.6,
  structural: 0.45,
  viewpoint: 0,
  orientation: 0,
  state: 0,
  position: 0,
};

/** Dimensions drawn twice as often for a change: they are the rarer ones. */
const FAVOURED: ReadonlySet<Dimension> = new Set<Dimension>([
  'orientation',
  'viewpoint',
  'state',
  'structural',
  'position',
]);

export function makeBase(rng: SceneRng, id: number): SceneBase {
  const main = pick(rng, CLASS_NAMES);
  let second: string | null = null;
  if (rng() < 0.6) {
    do second = pick(rng, CLASS_NAMES);
    while (second === main);
  }
  const background = pick(rng, BACKGROUNDS);
  const backgroundSeed = 1 + Math.floor(rng() * 1e6);
  const secondVariant = second ? pick(rng, Object.keys(sceneClass(second).sprites)) : null;
  const layoutSeed = Math.floor(rng() * 1e9);
  return { id, background, backgroundSeed, main, second, secondVariant, layoutSeed };
}

/** Dimensions that this base has, in drawing order. */
export function dimensionsOf(base: SceneBase): Dimension[] {
  const { kind } = sceneClass(base.main);
  const found: Dimension[] = ['color', 'feature', 'quantity', 'text'];
  if (kind === 'view') found.push('viewpoint', 'orientation');
  if (kind === 'directed') found.push('orientation', 'viewpoint');
  if (kind === 'plain') found.push('orientation');
  if (kind === 'state') found.push('state');
  if (CUTTABLE.has(base.main)) found.push('structural');
  if (base.second) found.push('position');
  return found;
}

/** Values that a dimension may take for this base, the plain one first. */
export function valuesOf(base: SceneBase, dimension: Dimension): string[] {
  const { kind, sprites } = sceneClass(base.main);
  switch (dimension) {
    case 'color':
      return ['natural', ...Object.keys(COLOURS)];
    case 'feature':
      return ['none', ...Object.keys(FEATURES)];
    case 'quantity':
      return ['1', '2', '3', '4'];
    case 'text':
      return ['none', ...SIGN_WORDS];
    case 'viewpoint':
      return kind === 'view' ? ['side', 'front'] : ['far', 'near'];
    case 'orientation':
      return kind === 'plain'
        ? ['upright', 'upside-down', 'sideways']
        : ['left', 'right', 'upside-down'];
    case 'state':
      return Object.keys(sprites);
    case 'structural':
      return ['whole', 'half', 'bitten', 'cracked'];
    case 'position':
      return ['left', 'right', 'above', 'below'];
  }
}

/** A front view has no left or right; any other view must have one. */
function withConsistentOrientation(details: SceneDetails): SceneDetails {
  if (details.viewpoint === 'front') return { ...details, orientation: 'none' };
  return details.orientation === 'none' ? { ...details, orientation: 'left' } : details;
}

export function makeDetails(rng: SceneRng, base: SceneBase): SceneDetails {
  const details: SceneDetails = { color: 'natural', feature: 'none', quantity: '1', text: 'none' };
  for (const dimension of dimensionsOf(base)) {
    const values = valuesOf(base, dimension);
    const plain = values[0] as string;
    details[dimension] = rng() < PLAIN_CHANCE[dimension] ? plain : pick(rng, values);
    if (dimension !== 'orientation') continue;
    if (plain === 'upright' && rng() < 0.5) details.orientation = 'upright';
    if (plain === 'left' && rng() < 0.6) details.orientation = pick(rng, ['left', 'right']);
  }
  return withConsistentOrientation(details);
}

export interface SceneChange {
  dimension: Dimension;
  details: SceneDetails;
}

/** The same scene with exactly one dimension changed. */
export function changeOneDetail(
  rng: SceneRng,
  base: SceneBase,
  details: SceneDetails,
): SceneChange {
  const weighted = dimensionsOf(base)
    .filter((name) => !(name === 'orientation' && details.viewpoint === 'front'))
    .flatMap((name) => (FAVOURED.has(name) ? [name, name] : [name]));
  const dimension = pick(rng, weighted);
  const values = valuesOf(base, dimension);
  let value: string;
  do value = pick(rng, values);
  while (value === details[dimension]);
  const changed = { ...details, [dimension]: value };
  return {
    dimension,
    details: dimension === 'viewpoint' ? withConsistentOrientation(changed) : changed,
  };
}

/** Dimensions in which two scenes of the same base differ; a lost heading is not a difference. */
export function differingDimensions(a: SceneDetails, b: SceneDetails): Dimension[] {
  return DIMENSIONS.filter((name) => {
    if (!(name in a) || a[name] === b[name]) return false;
    return !(name === 'orientation' && (a[name] === 'none' || b[name] === 'none'));
  });
}
