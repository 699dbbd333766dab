/** Sentences about scenes, in the words that the miniature text encoder was trained on. */
import type { BackgroundKind } from './ontology';
import type { Dimension, SceneBase, SceneDetails } from './scene';

export type Mention = Dimension | 'background';

const NUMBERS: Readonly<Record<string, string>> = {
  '1': 'one',
  '2': 'two',
  '3': 'three',
  '4': 'four',
};
const VIEWPOINTS: Readonly<Record<string, string>> = {
  side: 'from the side',
  front: 'from the front',
  far: 'far away',
  near: 'close up',
};
const HEADINGS: Readonly<Record<string, string>> = {
  left: 'facing left',
  right: 'facing right',
  'upside-down': 'upside-down',
  upright: 'upright',
  sideways: 'sideways',
};
const PLACES: Readonly<Record<string, string>> = {
  left: 'to the left',
  right: 'to the right',
  above: 'above',
  below: 'below',
};
const GROUNDS: Readonly<Record<BackgroundKind, string>> = {
  grass: 'on grass',
  beach: 'on the beach',
  snow: 'in snow',
  night: 'at night',
  sea: 'at sea',
  road: 'on the road',
  desert: 'in the desert',
  room: 'in a room',
  brick: 'by a brick wall',
  wood: 'on wood',
  checkered: 'on checkered floor',
  sunset: 'at sunset',
};

/** The main object with its adjectives. */
function subject(base: SceneBase, d: SceneDetails, has: (what: Mention) => boolean): string {
  const words: string[] = [];
  const add = (word: string | undefined) => {
    if (word) words.push(word);
  };
  if (has('quantity')) add(NUMBERS[d.quantity]);
  if (has('color') && d.color !== 'natural') add(d.color);
  if (has('state')) add(d.state);
  if (has('structural')) add(d.structural);
  add(base.main);
  if (has('viewpoint')) add(VIEWPOINTS[d.viewpoint ?? '']);
  if (has('orientation')) add(HEADINGS[d.orientation ?? '']);
  return words.join(' ');
}

/** A caption that mentions what `has` says, of what the scene has. */
export function caption(
  base: SceneBase,
  details: SceneDetails,
  has: (what: Mention) => boolean,
): string {
  const parts = [subject(base, details, has)];
  if (base.second) {
    const place = has('position') ? ` ${PLACES[details.position ?? '']}` : '';
    parts.push(`with ${base.second}${place}`);
  }
  if (has('feature') && details.feature !== 'none') parts.push(`and a small ${details.feature}`);
  if (has('background')) parts.push(GROUNDS[base.background]);
  if (has('text') && details.text !== 'none') parts.push(`sign saying ${details.text}`);
  return parts.join(' ');
}
