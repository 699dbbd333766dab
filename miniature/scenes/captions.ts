/** Sentences about scenes, as people write alt texts: short, and silent about most details. */
import { sceneClass } from './classes';
import { KINDS, KIND_IDS, SCENERY_MENTIONS, type KindId } from './kinds';
import { NUMBER_WORDS, plural, stateful, synonymOf, withArticle } from './phrases';
import { place } from './places';
import { pick, type SceneRng } from './rng';
import { isSeen, type SceneBase, type SceneDetails } from './scene';

export type Mention = KindId | keyof typeof SCENERY_MENTIONS;

/** What a caption mentions, and how it chooses between ways to say it. */
export interface CaptionStyle {
  has: (what: Mention) => boolean;
  choose: <T>(options: readonly T[]) => T;
}

const HEADED: Readonly<Record<string, string>> = { left: 'facing left', right: 'facing right' };

function adjectives(details: SceneDetails, has: CaptionStyle['has']): string[] {
  const words: string[] = [];
  if (has('form') && details.form && details.form !== 'whole') words.push(details.form);
  if (has('form') && details.form === 'whole') words.push('whole');
  if (has('pattern') && details.pattern) words.push(details.pattern);
  if (has('color') && details.color && details.color !== 'natural') words.push(details.color);
  return words;
}

/** The main object with whatever is said of it, from its article on. */
function subject(base: SceneBase, details: SceneDetails, { has, choose }: CaptionStyle): string {
  const main = sceneClass(base.main);
  const name = choose([base.main, base.main, base.main, base.main, synonymOf(base.main)]);
  const count = details.count ?? '1';
  const counted = has('count');
  // People rarely write "a dog" of many; they often do not say how many either.
  const many = count !== '1' && (counted || choose([true, false]));
  let noun = many ? plural(name) : name;
  if (main.kind === 'state' && has('state')) {
    noun = stateful(base.main, details.state ?? '', noun);
  }
  const phrase = [...adjectives(details, has), noun].join(' ');
  const parts = [
    many
      ? `${counted ? NUMBER_WORDS[count] : choose(['some', 'several'])} ${phrase}`
      : counted
        ? `one ${phrase}`
        : withArticle(phrase, name),
  ];
  if (has('hat') && details.hat && details.hat !== 'none') {
    parts.push(`wearing ${withArticle(details.hat)}`);
  }
  if (has('heading') && isSeen('heading', details)) parts.push(HEADED[details.heading ?? ''] ?? '');
  if (has('pose') && details.pose) parts.push(details.pose);
  if (has('view') && details.view) parts.push(`seen from the ${details.view}`);
  if (has('zoom') && details.zoom && details.zoom !== 'middle') {
    parts.push(details.zoom === 'far' ? choose(['far away', 'in the distance']) : 'close up');
  }
  return parts.join(' ');
}

function secondPhrase(
  { second }: SceneBase & { second: string },
  details: SceneDetails,
  { has }: CaptionStyle,
): string {
  const words: string[] = [];
  const seen = (kind: KindId, plain: string) =>
    has(kind) && details[kind] && details[kind] !== plain ? words.push(details[kind]) : 0;
  seen('second-pattern', '');
  seen('second-color', 'natural');
  const state = details['second-state'];
  const noun = has('second-state') && state ? stateful(second, state, second) : second;
  const phrase = withArticle([...words, noun].join(' '), second);
  const heading = details['second-heading'];
  return has('second-heading') && heading ? `${phrase} ${HEADED[heading]}` : phrase;
}

/** How the second object stands to the main one. */
function relation(base: SceneBase, details: SceneDetails, style: CaptionStyle): string {
  const { has, choose } = style;
  const { second } = base;
  if (second === null || !has('second')) return '';
  const other = secondPhrase({ ...base, second }, details, style);
  switch (base.relation) {
    case 'side':
      if (has('side')) return `with ${other} on the ${details.side}`;
      break;
    case 'gap':
      if (has('gap')) return details.gap === 'near' ? `close to ${other}` : `far from ${other}`;
      break;
    case 'depth':
      // The caption is about the main object: it is behind what is in front of it.
      if (has('depth'))
        return details.depth === 'in front' ? `behind ${other}` : `in front of ${other}`;
      break;
    case 'table': {
      const table = has('table-legs') ? `a table with ${details['table-legs']} legs` : 'a table';
      if (has('table')) return `with ${other} ${details.table} ${table}`;
      return choose([`with ${other}`, `next to ${other}`, `and ${table} with ${other}`]);
    }
    case null:
      break;
  }
  return choose([`with ${other}`, `and ${other}`, `next to ${other}`]);
}

function surroundings(
  base: SceneBase,
  details: SceneDetails,
  { has, choose }: CaptionStyle,
): string[] {
  const { phrases, accent, rug } = place(base.place);
  const parts: string[] = [];
  if (has('background')) parts.push(choose(phrases));
  if (has('accent-color') || (rug && has('rug-shape'))) {
    const words = [
      rug && has('rug-shape') ? details['rug-shape'] : '',
      has('accent-color') ? details['accent-color'] : '',
      accent,
    ];
    parts.push(`with ${withArticle(words.filter(Boolean).join(' '))}`);
  }
  if (details.daylight && has('daylight')) {
    parts.push(details.daylight === 'night' ? 'at night' : choose(['by day', 'in daylight']));
  }
  if (has('weather') && details.weather && details.weather !== 'dry') {
    parts.push(details.weather === 'rain' ? 'in the rain' : 'while it snows');
  }
  if (has('camera')) parts.push(details.camera === 'above' ? 'seen from above' : 'at eye level');
  return parts;
}

function smallThings(base: SceneBase, details: SceneDetails, { has }: CaptionStyle): string[] {
  const parts: string[] = [];
  const { extra } = base;
  if (base.extraMany) {
    const count = details['extra-count'] ?? '1';
    if (has('extra-count')) {
      parts.push(`${NUMBER_WORDS[count]} ${count === '1' ? extra : plural(extra)}`);
    }
  } else if (has('extra') && details.extra !== 'none') parts.push(withArticle(`small ${extra}`));
  if (has('backdrop') && details.backdrop !== 'none') parts.push(withArticle(base.backdrop));
  if (has('distractor') && base.distractors[0]) parts.push(withArticle(base.distractors[0]));
  return parts;
}

function signPhrase(base: SceneBase, details: SceneDetails, { has, choose }: CaptionStyle): string {
  if (details.sign !== 'shown') return '';
  const said = has(base.signKind);
  const plate = [
    has('sign-shape') && details['sign-shape'],
    has('sign-color') && details['sign-color'],
  ].filter(Boolean);
  const words = plate.length > 0;
  if (!said && !words && !has('sign')) return '';
  switch (base.signKind) {
    case 'word': {
      const sign = withArticle([...plate, 'sign'].join(' '));
      return said
        ? `${sign} ${choose(['saying', 'that says', 'reading'])} ${details.word?.toLowerCase()}`
        : sign;
    }
    case 'time':
      return said ? `a clock showing ${details.time}` : choose(['a digital clock', 'a sign']);
    case 'number':
      return said ? `the number ${details.number}` : choose(['a number plate', 'a sign']);
    case 'road-sign':
      return said ? `a ${details['road-sign']} sign` : choose(['a road sign', 'a sign']);
  }
}

/** A caption in the given style. */
export function caption(base: SceneBase, details: SceneDetails, style: CaptionStyle): string {
  const things = smallThings(base, details, style);
  const sign = signPhrase(base, details, style);
  if (sign) things.push(sign);
  const added = things.length > 0 ? `and ${things.join(' and ')}` : '';
  return [
    style.choose(['', '', '', 'a picture of', 'there is', 'an image of']),
    subject(base, details, style),
    relation(base, details, style),
    ...surroundings(base, details, style),
    added,
  ]
    .filter(Boolean)
    .join(' ');
}

/** A caption that says everything there is to say. */
export const fullCaption = (base: SceneBase, details: SceneDetails): string =>
  caption(base, details, { has: () => true, choose: (options) => options[0] as never });

/** A caption as people write them: the rates of kinds.ts decide what it mentions. */
export function sparseCaption(rng: SceneRng, base: SceneBase, details: SceneDetails): string {
  const mentioned = new Set<Mention>();
  // Drawn for every kind, so that what one scene lacks does not move another's captions.
  for (const kind of KIND_IDS) if (rng() < KINDS[kind].mention) mentioned.add(kind);
  for (const [what, rate] of Object.entries(SCENERY_MENTIONS)) {
    if (rng() < rate) mentioned.add(what as keyof typeof SCENERY_MENTIONS);
  }
  return caption(base, details, {
    has: (what) => mentioned.has(what),
    choose: (options) => pick(rng, options),
  });
}
