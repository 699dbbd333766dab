/** The values that details take, and how one of them is changed. */
import { sceneClass } from './classes';
import { KINDS, KIND_IDS, PATTERNS, type KindId, type PatternId } from './kinds';
import { place } from './places';
import { pick, type SceneRng } from './rng';
import { hasKind, isSeen, patternOf, type SceneBase, type SceneDetails } from './scene';
import { COLOUR_NAMES, colourDiffers, NUMBERS, ROAD_SIGNS, TIMES, WORDS } from './things';

const COUNTS = ['1', '2', '3', '4', '5', '6'];
const SURFACES = ['plain', 'striped', 'dotted', 'checked'];
export const SIGN_COLOURS = ['white', 'yellow', 'blue', 'green', 'red'];

/** Values of a kind for this base; the plain one, if there is one, first. */
export function valuesOf(kind: KindId, base: SceneBase): readonly string[] {
  const main = sceneClass(base.main);
  switch (kind) {
    case 'heading':
    case 'second-heading':
    case 'side':
      return ['left', 'right'];
    case 'pose':
      return ['upright', 'upside down', 'on its side'];
    case 'extra':
      return ['none', base.extra];
    case 'hat':
      return ['none', base.hat];
    case 'backdrop':
      return ['none', base.backdrop];
    case 'sign':
      return ['none', 'shown'];
    case 'state':
      return Object.keys(main.pictures);
    case 'second-state':
      return Object.keys(sceneClass(base.second ?? '').pictures);
    case 'daylight':
      return ['day', 'night'];
    case 'weather':
      return ['dry', 'rain', 'snow'];
    case 'count':
    case 'extra-count':
      return COUNTS;
    case 'gap':
      return ['near', 'far'];
    case 'depth':
      return ['in front', 'behind'];
    case 'table':
      return ['on', 'under'];
    case 'color':
    case 'second-color':
      return ['natural', ...COLOUR_NAMES];
    case 'accent-color':
      return place(base.place).colours;
    case 'sign-color':
      return SIGN_COLOURS;
    case 'form':
      return main.edible ? ['whole', 'half', 'bitten'] : ['whole', 'cracked'];
    case 'pattern':
    case 'second-pattern':
      return SURFACES;
    case 'sign-shape':
      return ['rectangular', 'oval', 'arrow'];
    case 'rug-shape':
      return ['rectangular', 'round'];
    case 'table-legs':
      return ['thin', 'thick'];
    case 'word':
      return WORDS;
    case 'time':
      return TIMES;
    case 'number':
      return NUMBERS;
    case 'road-sign':
      return Object.keys(ROAD_SIGNS);
    case 'view':
      return ['side', 'front'];
    case 'zoom':
      return ['middle', 'close', 'far'];
    case 'camera':
      return ['level', 'above'];
  }
}

/** Chance that a detail keeps its first, plain value instead of a uniform draw. */
const PLAIN_CHANCE: Partial<Record<KindId, number>> = {
  pose: 0.6,
  extra: 0.2,
  hat: 0.5,
  backdrop: 0.2,
  sign: 0.1,
  daylight: 0.6,
  weather: 0.7,
  count: 0.4,
  color: 0.15,
  'second-color': 0.2,
  form: 0.4,
  pattern: 0.4,
  'second-pattern': 0.5,
  'sign-shape': 0.3,
  view: 0.3,
  zoom: 0.3,
  camera: 0.3,
};

export function makeDetails(rng: SceneRng, base: SceneBase): SceneDetails {
  const details: SceneDetails = {};
  for (const kind of KIND_IDS) {
    // Drawn for every kind, so that a new kind of one class does not move the others' values.
    const plain = rng() < (PLAIN_CHANCE[kind] ?? 0);
    const share = rng();
    if (!hasKind(base, kind)) continue;
    const values = valuesOf(kind, base);
    details[kind] = plain ? values[0] : values[Math.floor(share * values.length)];
  }
  if (base.relation === 'depth') details.count = '1';
  return details;
}

/** The values that a detail can change to so that people can name the difference. */
function otherValues(kind: KindId, base: SceneBase, details: SceneDetails): string[] {
  const now = details[kind] ?? '';
  const others = valuesOf(kind, base).filter((value) => value !== now);
  if (kind === 'color' || kind === 'second-color') {
    return now === 'natural'
      ? []
      : others.filter((value) => value !== 'natural' && colourDiffers(value, now));
  }
  if (kind === 'accent-color') return others.filter((value) => colourDiffers(value, now));
  // A step in size is a matter of opinion; from near to far is not.
  if (kind === 'zoom') {
    return now === 'middle' ? [] : others.filter((value) => value !== 'middle');
  }
  return others;
}

export interface SceneChange {
  kind: KindId;
  details: SceneDetails;
}

export type PatternWeights = Partial<Record<PatternId, number>>;

/** Draws one of the weighted items; null when there is none. */
function drawWeighted<T>(rng: SceneRng, items: readonly (readonly [T, number])[]): T | null {
  let left = rng() * items.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [item, weight] of items) if ((left -= weight) < 0) return item;
  return items.at(-1)?.[0] ?? null;
}

/**
 * The same scene with one detail changed, of a kind not in `taken`; null when none is left. The
 * pattern is drawn first, so that rare kinds do not make a rare pattern.
 */
export function changeOneDetail(
  rng: SceneRng,
  base: SceneBase,
  details: SceneDetails,
  taken: ReadonlySet<KindId>,
  weights: PatternWeights = {},
): SceneChange | null {
  const open = KIND_IDS.filter(
    (kind) =>
      !taken.has(kind) &&
      hasKind(base, kind) &&
      isSeen(kind, details) &&
      otherValues(kind, base, details).length > 0,
  );
  const used = new Set([...taken].map(patternOf));
  const patterns = PATTERNS.filter((pattern) => open.some((kind) => patternOf(kind) === pattern));
  const pattern = drawWeighted(
    rng,
    // Different patterns in a burst before two kinds of one pattern.
    patterns.map((id) => [id, (weights[id] ?? 1) * (used.has(id) ? 0.15 : 1)] as const),
  );
  if (pattern === null) return null;
  const kinds = open.filter((kind) => patternOf(kind) === pattern);
  const kind = drawWeighted(
    rng,
    kinds.map((id) => [id, KINDS[id].weight] as const),
  );
  if (kind === null) return null;
  const changed = { ...details, [kind]: pick(rng, otherValues(kind, base, details)) };
  return { kind, details: changed };
}
