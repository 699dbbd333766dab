/**
 * What a guess of a pair's visual pattern asks a text encoder: for each pattern, phrases of which one may
 * be true of image A and another of image B. Plain English as captions have it, without any object, so that
 * they fit every corpus. What such a guess is worth stands in docs/mining.md.
 */
import { PATTERN_IDS, type PatternId } from '../patterns';

/** Two or more phrases that exclude each other. */
export type Contrast = readonly [string, string, ...string[]];

export const PATTERN_CONTRASTS: Readonly<Record<PatternId, readonly Contrast[]>> = {
  orientation: [
    ['facing left', 'facing right'],
    ['upright', 'upside down', 'lying on its side'],
    ['pointing up', 'pointing down'],
    ['turned to the left', 'turned to the right'],
  ],
  presence: [
    ['wearing a hat', 'without a hat'],
    ['with a sign', 'without a sign'],
    ['with the sun in the sky', 'with an empty sky'],
    ['with a picture on the wall', 'with an empty wall'],
    ['with people', 'without people'],
    ['with something on the ground', 'with nothing on the ground'],
  ],
  state: [
    ['open', 'closed'],
    ['at night', 'during the day'],
    ['in the rain', 'in the snow', 'in dry weather'],
    ['switched on', 'switched off'],
    ['full', 'empty'],
    ['sleeping', 'awake'],
    ['standing', 'sitting', 'lying down'],
    ['burning', 'not burning'],
  ],
  quantity: [
    ['one', 'two', 'three', 'four', 'five', 'six'],
    ['a single one', 'several', 'many'],
  ],
  positional: [
    ['on the left', 'on the right'],
    ['in front of something', 'behind something'],
    ['close to something', 'far from something'],
    ['on the table', 'under the table'],
    ['inside', 'outside'],
  ],
  color: [
    [
      'red',
      'orange',
      'yellow',
      'green',
      'blue',
      'purple',
      'pink',
      'brown',
      'black',
      'white',
      'gray',
    ],
  ],
  structural: [
    ['whole', 'half', 'bitten', 'broken', 'cracked'],
    ['plain', 'striped', 'dotted', 'checked'],
    ['round', 'square', 'rectangular', 'triangular'],
    ['thin', 'thick'],
  ],
  text: [
    ['a sign that says stop', 'a sign that says open', 'a sign that says sale'],
    ['a clock showing three o clock', 'a clock showing nine o clock'],
    ['the number 1', 'the number 7', 'the number 42'],
    ['with words written on it', 'with nothing written on it'],
  ],
  viewpoint: [
    ['seen from the side', 'seen from the front', 'seen from behind'],
    ['close up', 'far away'],
    ['seen from above', 'seen from below', 'at eye level'],
  ],
};

/** Sentences that a phrase is put into; their embeddings are averaged, as CLIP does. */
const TEMPLATES: readonly ((phrase: string) => string)[] = [
  (phrase) => `something ${phrase}`,
  (phrase) => `a picture of something ${phrase}`,
  (phrase) => `there is something ${phrase}`,
  (phrase) => `a photo of an object ${phrase}`,
  (phrase) => `an image of things ${phrase}`,
];

/** All phrases in the order of the patterns and their contrasts, once each. */
export const GUESS_PHRASES: readonly string[] = [
  ...new Set(PATTERN_IDS.flatMap((id) => PATTERN_CONTRASTS[id].flat())),
];

export const SENTENCES_PER_PHRASE = TEMPLATES.length;

/** What a text encoder is given: the sentences of each phrase, in the order of the phrases. */
export const GUESS_SENTENCES: readonly string[] = GUESS_PHRASES.flatMap((phrase) =>
  TEMPLATES.map((template) => template(phrase)),
);
