/** A scene as data: its base (who and where, the same for a whole burst) and its details. */
import { CLASSES, sceneClass, type ClassKind, type SceneClass } from './classes';
import { KINDS, KIND_IDS, type KindId } from './kinds';
import { PLACE_IDS, place, type PlaceId } from './places';
import { pick, type SceneRng } from './rng';
import {
  AIR_THINGS,
  BACKDROPS_INDOORS,
  BACKDROPS_OUTDOORS,
  DAY_ONLY,
  GROUND_THINGS,
  HATS,
} from './things';

/** How the second object stands to the main one; each way allows its own changes. */
export const RELATIONS = ['side', 'gap', 'depth', 'table'] as const;
export type Relation = (typeof RELATIONS)[number];
export const SIGN_KINDS = ['word', 'time', 'number', 'road-sign'] as const;
export type SignKind = (typeof SIGN_KINDS)[number];

export interface SceneBase {
  id: number;
  place: PlaceId;
  main: string;
  second: string | null;
  relation: Relation | null;
  /** The small thing that may be there, and whether there are several of it. */
  extra: string;
  extraMany: boolean;
  hat: string;
  backdrop: string;
  signKind: SignKind;
  /** Small things that are there in every scene of the burst. */
  distractors: readonly string[];
  seed: number;
}

/** The value of every kind of detail that the base has, seen or not. */
export type SceneDetails = Partial<Record<KindId, string>>;

export interface BaseOptions {
  /** Leaves the held-out classes out. */
  seenOnly?: boolean;
  /** Draws over the classes and not first over their kinds. */
  evenClasses?: boolean;
}

const CLASS_KIND_SHARES: readonly (readonly [ClassKind, number])[] = [
  ['state', 0.28],
  ['directed', 0.27],
  ['plain', 0.35],
  ['view', 0.1],
];

function drawClass(
  rng: SceneRng,
  { seenOnly, evenClasses }: BaseOptions,
  fits = (_: SceneClass) => true,
): string {
  const open = [...CLASSES.values()].filter((entry) => fits(entry) && !(seenOnly && entry.heldOut));
  if (evenClasses) {
    // Twice those that come in many colours: each of their looks is met less often.
    return pick(rng, [...open, ...open.filter(({ tintable }) => tintable)]).name;
  }
  let left = rng();
  const [kind] = CLASS_KIND_SHARES.find(([, share]) => (left -= share) < 0) ?? ['plain'];
  return pick(
    rng,
    open.filter((entry) => entry.kind === kind),
  ).name;
}

function drawDistractors(rng: SceneRng, not: string): string[] {
  const count = Math.max(0, Math.floor(rng() * 4) - 1);
  const found: string[] = [];
  while (found.length < count) {
    const thing = pick(rng, Object.keys(GROUND_THINGS));
    if (thing !== not && !found.includes(thing)) found.push(thing);
  }
  return found;
}

export function makeBase(rng: SceneRng, id: number, options: BaseOptions = {}): SceneBase {
  const main = drawClass(rng, options);
  const { outdoors } = sceneClass(main);
  const where = pick(
    rng,
    PLACE_IDS.filter((name) => !(outdoors && place(name).indoors)),
  );
  const { indoors } = place(where);
  let second: string | null = null;
  if (rng() < 0.62) {
    do second = drawClass(rng, options, (entry) => !(indoors && entry.outdoors));
    while (second === main);
  }
  const extraMany = rng() < 0.35;
  const extra = pick(rng, Object.keys(extraMany || rng() < 0.6 ? GROUND_THINGS : AIR_THINGS));
  return {
    id,
    place: where,
    main,
    second,
    relation: second === null ? null : pick(rng, RELATIONS),
    extra,
    extraMany,
    hat: pick(rng, Object.keys(HATS)),
    backdrop: pick(rng, Object.keys(indoors ? BACKDROPS_INDOORS : BACKDROPS_OUTDOORS)),
    signKind: rng() < 0.5 ? 'word' : pick(rng, ['time', 'number', 'road-sign'] as const),
    // The counted ones take the room.
    distractors: extraMany ? [] : drawDistractors(rng, extra),
    seed: Math.floor(rng() * 2 ** 31),
  };
}

/** Whether scenes of this base can differ in a kind at all. */
export function hasKind(base: SceneBase, kind: KindId): boolean {
  const main = sceneClass(base.main);
  const second = base.second === null ? null : sceneClass(base.second);
  const { indoors, rug } = place(base.place);
  switch (kind) {
    case 'heading':
      return main.heading !== null;
    case 'pose':
      return main.posable;
    case 'second-heading':
      return second !== null && second.heading !== null;
    case 'extra':
      return !base.extraMany;
    case 'extra-count':
      return base.extraMany;
    case 'hat':
      return main.hattable;
    case 'state':
      return main.kind === 'state';
    case 'second-state':
      return second?.kind === 'state';
    case 'daylight':
      return (
        !indoors && ![base.backdrop, base.main, base.second ?? ''].some((x) => DAY_ONLY.has(x))
      );
    case 'weather':
      return !indoors;
    case 'count':
      return base.relation !== 'depth';
    case 'side':
    case 'gap':
    case 'depth':
    case 'table':
      return base.relation === kind;
    case 'table-legs':
      return base.relation === 'table';
    case 'color':
      return main.tintable;
    case 'second-color':
      return second !== null && second.tintable;
    case 'form':
      return main.edible || main.breakable;
    case 'pattern':
      return main.patternable;
    case 'second-pattern':
      return second !== null && second.patternable;
    case 'rug-shape':
      return rug;
    case 'sign-color':
    case 'sign-shape':
      return base.signKind === 'word';
    case 'word':
    case 'time':
    case 'number':
    case 'road-sign':
      return base.signKind === kind;
    case 'view':
      return main.kind === 'view';
    case 'backdrop':
    case 'sign':
    case 'accent-color':
    case 'zoom':
    case 'camera':
      return true;
  }
}

const HIDDEN_WITHOUT_SIGN: ReadonlySet<KindId> = new Set<KindId>([
  'word',
  'time',
  'number',
  'road-sign',
  'sign-color',
  'sign-shape',
]);

/** Whether a detail of this kind can be seen in this scene. */
export function isSeen(kind: KindId, details: SceneDetails): boolean {
  if (details[kind] === undefined) return false;
  if (HIDDEN_WITHOUT_SIGN.has(kind)) return details.sign === 'shown';
  return !(kind === 'heading' && details.view === 'front');
}

/** Kinds in which two scenes of one base differ to the eye. */
export const differingKinds = (a: SceneDetails, b: SceneDetails): KindId[] =>
  KIND_IDS.filter((kind) => isSeen(kind, a) && isSeen(kind, b) && a[kind] !== b[kind]);

export const patternOf = (kind: KindId) => KINDS[kind].pattern;

/** All object classes of a scene, main first. */
export const classesOf = ({ main, second }: SceneBase): string[] =>
  second === null ? [main] : [main, second];
