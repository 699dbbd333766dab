/** The kinds of detail in which two scenes can differ, each of one of the nine patterns. */

export interface Kind {
  /** One of the pattern ids of `lib/domain/patterns.ts`. */
  pattern: PatternId;
  /** How often a caption mentions a detail of this kind, as the alt texts of real images would. */
  mention: number;
  /** Chance relative to the other kinds of its pattern that a change is of this kind. */
  weight: number;
}

/** Repeated here because this area imports nothing from the product; a test compares the lists. */
export const PATTERNS = [
  'orientation',
  'presence',
  'state',
  'quantity',
  'positional',
  'color',
  'structural',
  'text',
  'viewpoint',
] as const;
export type PatternId = (typeof PATTERNS)[number];

const kind = (pattern: PatternId, mention: number, weight = 1): Kind => ({
  pattern,
  mention,
  weight,
});

export const KINDS = {
  /** The main object faces left or right, truly: see the headings in classes.ts. */
  heading: kind('orientation', 0.05, 2),
  /** Upright, upside down or on its side. */
  pose: kind('orientation', 0.06, 1.5),
  'second-heading': kind('orientation', 0.02, 0.5),

  /** A small thing on the ground or in the air. */
  extra: kind('presence', 0.1, 1.5),
  /** The main object wears something on its head. */
  hat: kind('presence', 0.12),
  /** Something far behind or on the wall: the sun, a picture. */
  backdrop: kind('presence', 0.06, 1.2),
  sign: kind('presence', 0.08, 0.7),

  state: kind('state', 0.25, 4),
  'second-state': kind('state', 0.04, 2),
  daylight: kind('state', 0.3, 0.6),
  weather: kind('state', 0.2, 0.6),

  count: kind('quantity', 0.3, 2),
  /** How many of the small things. */
  'extra-count': kind('quantity', 0.04, 1.6),

  /** The second object is left or right of the main one. */
  side: kind('positional', 0.05),
  gap: kind('positional', 0.03),
  depth: kind('positional', 0.05),
  /** The second object is on or under a table. */
  table: kind('positional', 0.06),

  color: kind('color', 0.5, 5),
  'second-color': kind('color', 0.2, 1.5),
  /** Of a large surface: wall, blanket, barn. */
  'accent-color': kind('color', 0.25, 0.6),
  'sign-color': kind('color', 0.1, 0.5),

  /** Whole, half or bitten; intact or cracked. */
  form: kind('structural', 0.15, 3),
  /** Plain, striped, dotted or checked. */
  pattern: kind('structural', 0.12, 3),
  'second-pattern': kind('structural', 0.02, 2),
  'sign-shape': kind('structural', 0.02, 0.7),
  'rug-shape': kind('structural', 0.02, 0.5),
  'table-legs': kind('structural', 0.02, 0.5),

  word: kind('text', 0.05, 2),
  time: kind('text', 0.04, 1),
  number: kind('text', 0.04, 1),
  'road-sign': kind('text', 0.05, 1),

  /** From the side or from the front. */
  view: kind('viewpoint', 0.05, 8),
  zoom: kind('viewpoint', 0.06, 2),
  camera: kind('viewpoint', 0.03, 0.8),
} as const satisfies Readonly<Record<string, Kind>>;

export type KindId = keyof typeof KINDS;
export const KIND_IDS = Object.keys(KINDS) as KindId[];

/** What a caption may also mention that never differs within a burst, and how often. */
export const SCENERY_MENTIONS = { background: 0.5, second: 0.6, distractor: 0.08 } as const;
