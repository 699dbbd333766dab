/**
 * Question, options and statements for two scenes of one burst that differ in one detail, from their
 * truth. For training and tests only: nothing here may be shown as if a person had written it.
 */
import { sceneClass } from './classes';
import type { KindId, PatternId } from './kinds';
import { NUMBER_WORDS, plural, withArticle } from './phrases';
import { place } from './places';
import { differingKinds, patternOf, type SceneBase, type SceneDetails } from './scene';

export interface DerivedQuestion {
  kind: KindId;
  pattern: PatternId;
  question: string;
  options: readonly [string, string];
  /** One per image, in the order of the scenes; each true of its own image alone. */
  statements: readonly [string, string];
}

interface Asked {
  question: string;
  /** The option that a value means. */
  option: (value: string) => string;
  /** The statement that a value makes true. */
  statement: (value: string) => string;
}

const yesNo = (question: string, plain: string, present: string, absent: string): Asked => ({
  question,
  option: (value) => (value === plain ? 'No' : 'Yes'),
  statement: (value) => (value === plain ? absent : present),
});

const asked = (
  question: string,
  statement: (value: string) => string,
  option: (value: string) => string = (value) => value,
): Asked => ({ question, option, statement });

/** The main object as the grammatical subject: "the dog is", "the dogs are". */
function naming(base: SceneBase, details: SceneDetails) {
  const many =
    (details.count ?? '1') !== '1' || ['pancakes', 'jeans', 'gloves', 'socks'].includes(base.main);
  const noun = many ? plural(base.main) : base.main;
  return {
    the: `the ${noun}`,
    be: many ? 'are' : 'is',
    have: many ? 'have' : 'has',
    do: many ? 'do' : 'does',
    s: many ? '' : 's',
    noun,
  };
}

const SURFACE_WORDS: Readonly<Record<string, string>> = {
  plain: 'plain',
  striped: 'striped',
  dotted: 'dotted',
  checked: 'checked',
};

function ask(kind: KindId, base: SceneBase, details: SceneDetails): Asked {
  const { the, be, have, noun } = naming(base, details);
  const The = `T${the.slice(1)}`;
  const Be = be === 'is' ? 'Is' : 'Are';
  const second = base.second ?? '';
  const other = `the ${second}`;
  const { accent } = place(base.place);
  switch (kind) {
    case 'heading':
      return asked(`Which way ${be} ${the} facing?`, (v) => `${the} facing ${v}`);
    case 'second-heading':
      return asked(`Which way is ${other} facing?`, (v) => `${other} facing ${v}`);
    case 'pose':
      return asked(`How ${be} ${the} placed?`, (v) => `${the} ${v}`);
    case 'extra':
      return yesNo(
        `Is there ${withArticle(base.extra)}?`,
        'none',
        `with ${withArticle(base.extra)}`,
        `without ${withArticle(base.extra)}`,
      );
    case 'hat':
      return yesNo(
        `${Be} ${the} wearing ${withArticle(base.hat)}?`,
        'none',
        `${the} wearing ${withArticle(base.hat)}`,
        `${the} without ${withArticle(base.hat)}`,
      );
    case 'backdrop':
      return yesNo(
        `Is there ${withArticle(base.backdrop)} in the background?`,
        'none',
        `with ${withArticle(base.backdrop)}`,
        `without ${withArticle(base.backdrop)}`,
      );
    case 'sign': {
      const sign = {
        word: 'sign',
        time: 'digital clock',
        number: 'number plate',
        'road-sign': 'road sign',
      }[base.signKind];
      return yesNo(
        `Is there ${withArticle(sign)}?`,
        'none',
        `with ${withArticle(sign)}`,
        `without ${withArticle(sign)}`,
      );
    }
    case 'state':
      return asked(`In what state ${be} ${the}?`, (v) => `${v} ${noun}`);
    case 'second-state':
      return asked(`In what state is ${other}?`, (v) => `${v} ${second}`);
    case 'daylight':
      return asked('Is it day or night?', (v) =>
        v === 'night' ? `${noun} at night` : `${noun} by day`,
      );
    case 'weather':
      return asked('What is the weather like?', (v) =>
        v === 'dry' ? `${noun} in dry weather` : `${noun} in the ${v}`,
      );
    case 'count':
      return asked(
        `How many ${plural(base.main)} are there?`,
        (v) => `${NUMBER_WORDS[v]} ${v === '1' ? base.main : plural(base.main)}`,
        (v) => NUMBER_WORDS[v] ?? v,
      );
    case 'extra-count':
      return asked(
        `How many ${plural(base.extra)} are there?`,
        (v) => `${NUMBER_WORDS[v]} ${v === '1' ? base.extra : plural(base.extra)}`,
        (v) => NUMBER_WORDS[v] ?? v,
      );
    case 'side':
      return asked(`On which side of ${the} is ${other}?`, (v) => `${other} on the ${v} of ${the}`);
    case 'gap':
      return asked(`Is ${other} near ${the} or far from ${be === 'is' ? 'it' : 'them'}?`, (v) =>
        v === 'near' ? `${other} near ${the}` : `${other} far from ${the}`,
      );
    case 'depth':
      return asked(`Is ${other} in front of ${the} or behind?`, (v) =>
        v === 'behind' ? `${other} behind ${the}` : `${other} in front of ${the}`,
      );
    case 'table':
      return asked(`Is ${other} on the table or under it?`, (v) => `${other} ${v} the table`);
    case 'table-legs':
      return asked('Are the legs of the table thin or thick?', (v) => `a table with ${v} legs`);
    case 'color':
      return asked(`What color ${be} ${the}?`, (v) => `${v} ${noun}`);
    case 'second-color':
      return asked(`What color is ${other}?`, (v) => `${v} ${second}`);
    case 'accent-color':
      return asked(
        `What color is the ${accent}?`,
        (v) => `${noun} with ${withArticle(`${v} ${accent}`)}`,
      );
    case 'sign-color':
      return asked('What color is the sign?', (v) => `${noun} with ${withArticle(`${v} sign`)}`);
    case 'form': {
      const broken = sceneClass(base.main).breakable;
      return asked(
        broken ? `${Be} ${the} cracked or whole?` : `${Be} ${the} whole, halved or bitten?`,
        (v) => `${v} ${noun}`,
      );
    }
    case 'pattern':
      return asked(
        `What pattern ${have === 'has' ? 'does' : 'do'} ${the} have?`,
        (v) => `${SURFACE_WORDS[v]} ${noun}`,
      );
    case 'second-pattern':
      return asked(`What pattern does ${other} have?`, (v) => `${SURFACE_WORDS[v]} ${second}`);
    case 'sign-shape':
      return asked('What shape is the sign?', (v) =>
        v === 'arrow' ? 'a sign shaped like an arrow' : `${withArticle(v)} sign`,
      );
    case 'rug-shape':
      return asked(`Is the ${accent} round or rectangular?`, (v) => `${noun} on a ${v} ${accent}`);
    case 'word':
      return asked('What does the sign say?', (v) => `a sign that says ${v.toLowerCase()}`);
    case 'time':
      return asked('What time does the clock show?', (v) => `a clock showing ${v}`);
    case 'number':
      return asked('Which number is on the plate?', (v) => `the number ${v}`);
    case 'road-sign':
      return asked('Which road sign is it?', (v) => `a ${v} sign`);
    case 'view':
      return asked(
        `${Be} ${the} seen from the side or from the front?`,
        (v) => `${the} seen from the ${v}`,
      );
    case 'zoom':
      return asked(`${Be} ${the} close up or far away?`, (v) =>
        v === 'far' ? `${the} far away` : `${the} close up`,
      );
    case 'camera':
      return asked('Is the scene seen from above or at eye level?', (v) =>
        v === 'above' ? `${The} seen from above` : `${The} at eye level`,
      );
  }
}

/** The question of two scenes of one base; null unless exactly one detail differs to the eye. */
export function deriveQuestion(
  base: SceneBase,
  a: SceneDetails,
  b: SceneDetails,
): DerivedQuestion | null {
  const [kind, ...others] = differingKinds(a, b);
  if (kind === undefined || others.length > 0) return null;
  // Where the number itself differs, the noun of the fewer would betray it.
  const { question, option, statement } = ask(
    kind,
    base,
    kind === 'count' ? { ...a, count: '2' } : a,
  );
  const [one, two] = [a[kind] ?? '', b[kind] ?? ''];
  return {
    kind,
    pattern: patternOf(kind),
    question,
    options: [option(one), option(two)],
    statements: [statement(one), statement(two)],
  };
}
