/**
 * The usual forms of English questions, each with the sentence that an answer makes of it. Each answers null
 * where it is not sure: a wrong sentence is worse than none, because it looks finished.
 */
import { countedSentence } from './statement-counts';

/** Topic (the question without its mark), the answer, the other option. */
type Form = (topic: string, option: string, other: string) => string | null;

/** "the large sign", "a cat", "it": what a question asks about. "This" before an article stands for itself. */
const SUBJECT =
  /^(?:(?:the|this|that|these|those|his|her|its|their|an?) (?!(?:an?|the|one|not)(?= |$))\S+|it|he|she|they)(?= |$)/iu;
const OPENS_PREDICATE =
  /^(?:an?|not|\p{L}{2,}ing|wide|fully|full|upside|switched|very|mostly|partly|slightly|completely|almost|half|taken|seen|shown|made|drawn|placed|parked|turned|pointed|tilted|raised|painted)$/iu;
const NOUN_IN_ING =
  /^(?:building|ceiling|painting|drawing|railing|awning|wing|ring|string|king|thing|swing|clothing|morning|evening|lightning)$/iu;
const PREPOSITION =
  /^(?:in|on|at|above|below|behind|under|beneath|over|near|beside|inside|outside|between|next|against|to|toward|towards|from|with|without|facing)$/iu;
/** What leads from the subject to a choice at its end: "facing [left or right]", "closer to being [open or closed]". */
const LEADS_TO_CHOICE = /^(?:the|closer|more|being|mainly|either)$/iu;

/** "Is the door open or closed", "Is there a cat", "Are the lights on". */
const isOrAre: Form = (topic, option, other) => {
  const parts = /^(is|are|was|were) (.+)$/iu.exec(topic);
  if (!parts) return null;
  const [verb, rest] = [parts[1]?.toLowerCase() ?? '', parts[2] ?? ''];
  const there = /^there (.+)$/iu.exec(rest)?.[1];
  if (there !== undefined) return thereIs(verb, there, option, other);
  const subject = SUBJECT.exec(rest)?.[0];
  if (subject === undefined) return null;
  const words = rest.slice(subject.length).trim().split(' ').filter(Boolean);
  const choice = choose(words.join(' '), option, other);
  if (choice) {
    // All that does not lead to the choice belongs to what is asked about.
    const before = choice.before.split(' ').filter(Boolean);
    let from = before.length;
    while (from > 0 && leads(before[from - 1] ?? '')) from--;
    const about = [subject, ...before.slice(0, from)].join(' ');
    return [about, verb, ...before.slice(from), choice.chosen, choice.after]
      .filter(Boolean)
      .join(' ');
  }
  if (!isYes(option) && !isNo(option)) return null;
  const from = predicateAt(words, /^(?:it|he|she|they)$/iu.test(subject));
  if (from === null) return null;
  const about = [subject, ...words.slice(0, from)].join(' ');
  return [about, verb, ...(isNo(option) ? ['not'] : []), ...words.slice(from)].join(' ');
};

function thereIs(verb: string, rest: string, option: string, other: string): string | null {
  const any = /^any (.+)$/iu.exec(rest)?.[1];
  if (isYes(option)) return `there ${verb} ${any ?? rest}`;
  if (isNo(option))
    return any === undefined ? `there ${verb} not ${rest}` : `there ${verb} no ${any}`;
  const choice = choose(rest, option, other);
  return (
    choice && ['there', verb, choice.before, choice.chosen, choice.after].filter(Boolean).join(' ')
  );
}

const leads = (word: string): boolean =>
  LEADS_TO_CHOICE.test(word) ||
  PREPOSITION.test(word) ||
  (OPENS_PREDICATE.test(word) && !NOUN_IN_ING.test(word));

/** Where the predicate of a question with yes and no begins; null where that cannot be told from the words alone. */
function predicateAt(words: readonly string[], afterPronoun: boolean): number | null {
  if (words.length === 0) return null;
  if (afterPronoun) return 0;
  const opens = words.findIndex((word) => OPENS_PREDICATE.test(word) && !NOUN_IN_ING.test(word));
  const place = words.findIndex((word) => PREPOSITION.test(word));
  if (opens >= 0 && (place < 0 || opens < place)) return opens;
  if (place < 0) {
    const last = words.length - 1;
    const before = words[last - 1] ?? '';
    // "Dark red" is one colour; "taller than the house" has no one word that says how something is.
    if (/^(?:dark|light|bright|deep|pale)$/iu.test(before)) return last - 1;
    return /^(?:the|an?|of|than|and|or|as|more|less|most|too|so)$/iu.test(before) ? null : last;
  }
  // "on the table" is where it is; "on the table red" may be of what lies there.
  const where = words.slice(place).join(' ');
  return /^\S+(?: (?:the |an? )?\S+)?$/iu.test(where) || /^next to (?:the |an? )?\S+$/iu.test(where)
    ? place
    : null;
}

/** The third person of the verbs that such questions usually have. */
const VERBS: Readonly<Record<string, string>> = {
  ...{
    have: 'has',
    wear: 'wears',
    show: 'shows',
    contain: 'contains',
    hold: 'holds',
    carry: 'carries',
  },
  ...{
    face: 'faces',
    look: 'looks',
    point: 'points',
    lean: 'leans',
    touch: 'touches',
    lie: 'lies',
  },
  ...{ sit: 'sits', stand: 'stands', hang: 'hangs', turn: 'turns', move: 'moves' },
};

/** "Does the dog wear a collar", "Do the flowers face left or right". */
const doesOrDo: Form = (topic, option, other) => {
  const parts = /^(does|do) (.+)$/iu.exec(topic);
  const many = parts?.[1]?.toLowerCase() === 'do';
  const words = parts?.[2]?.split(' ') ?? [];
  const at = words.findIndex((word, index) => index > 0 && word in VERBS);
  const subject = words.slice(0, at).join(' ');
  if (at < 1 || !SUBJECT.test(subject)) return null;
  const [verb, rest] = [words[at] ?? '', words.slice(at + 1).join(' ')];
  const says = many ? verb : (VERBS[verb] ?? '');
  if (isYes(option)) return `${subject} ${says} ${rest}`.trim();
  if (isNo(option)) return `${subject} ${many ? 'do' : 'does'} not ${verb} ${rest}`.trim();
  const choice = choose(rest, option, other);
  return (
    choice && [subject, says, choice.before, choice.chosen, choice.after].filter(Boolean).join(' ')
  );
};

/** "Which way does the dog look", "Which direction is the arrow pointing". */
const whichWay: Form = (topic, option) => {
  const parts =
    /^(?:(?:which|what) (?:way|direction)|in (?:which|what) direction) (is|are|does|do) (.+)$/iu.exec(
      topic,
    );
  if (!parts) return null;
  const [verb, rest] = [parts[1]?.toLowerCase() ?? '', parts[2] ?? ''];
  const split = /^(.+) (\p{L}+)$/u.exec(rest);
  const [subject, last] = [split?.[1] ?? '', split?.[2]?.toLowerCase() ?? ''];
  if (!SUBJECT.test(subject)) return null;
  if (verb === 'is' || verb === 'are')
    return last.endsWith('ing') ? `${subject} ${verb} ${last} ${lowerFirst(option)}` : null;
  const says = verb === 'do' ? last : VERBS[last];
  return last in VERBS && says !== undefined ? `${subject} ${says} ${lowerFirst(option)}` : null;
};

const SHAPES =
  /^(?:circle|triangle|rectangle|star|heart|diamond|cube|sphere|cone|cylinder|pentagon|hexagon|octagon|ball|box)$/iu;

/** "What shape is the sign", "What colour are the flowers", "What is the table made of". */
const whatLook: Form = (topic, option) => {
  const made = /^what (is|are) (.+) made of$/iu.exec(topic);
  if (made && SUBJECT.test(made[2] ?? ''))
    return `${made[2]} ${made[1]?.toLowerCase()} made of ${lowerFirst(option)}`;
  const parts = /^(?:what|which) (?:shape|colou?r|size) (is|are) (.+)$/iu.exec(topic);
  const [verb, subject] = [parts?.[1]?.toLowerCase() ?? '', parts?.[2] ?? ''];
  if (!SUBJECT.test(subject)) return null;
  // "A star" needs its article; of several things the noun would need a plural.
  if (SHAPES.test(option))
    return verb === 'is'
      ? `${subject} is ${/^o/iu.test(option) ? 'an' : 'a'} ${lowerFirst(option)}`
      : null;
  return `${subject} ${verb} ${lowerFirst(option)}`;
};

/** "Where is the cup": with an option that names a place. */
const where: Form = (topic, option) => {
  const parts = /^where (is|are) (.+)$/iu.exec(topic);
  const subject = parts?.[2] ?? '';
  if (!SUBJECT.test(subject)) return null;
  const place = /^(?:left|right)$/iu.test(option)
    ? `on the ${option.toLowerCase()}`
    : PREPOSITION.test(option.split(' ')[0] ?? '')
      ? lowerFirst(option)
      : null;
  return place && `${subject} ${parts?.[1]?.toLowerCase()} ${place}`;
};

/** "What is the man doing": with an option that says it in one form of the verb. */
const doing: Form = (topic, option) => {
  const parts = /^what (is|are) (.+) doing$/iu.exec(topic);
  const subject = parts?.[2] ?? '';
  return SUBJECT.test(subject) && /^\p{L}+ing\b/iu.test(option)
    ? `${subject} ${parts?.[1]?.toLowerCase()} ${lowerFirst(option)}`
    : null;
};

export const STATEMENT_FORMS: readonly Form[] = [
  isOrAre,
  doesOrDo,
  whichWay,
  whatLook,
  where,
  doing,
  (topic, option) => countedSentence(topic, option),
];

/** "facing left or right" with "Left": what stands before the choice, the choice, and what comes after. */
function choose(
  text: string,
  option: string,
  other: string,
): { before: string; chosen: string; after: string } | null {
  const lower = text.toLowerCase();
  for (const choice of [`${option} or ${other}`, `${other} or ${option}`]) {
    const at = lower.indexOf(choice.toLowerCase());
    if (at < 0 || lower.length !== text.length) continue;
    const [before, after] = [text.slice(0, at), text.slice(at + choice.length)];
    if (/\S$/u.test(before) || /^\S/u.test(after)) continue;
    return { before: before.trim(), chosen: lowerFirst(option), after: after.trim() };
  }
  return null;
}

const isYes = (option: string): boolean => option.toLowerCase() === 'yes';
const isNo = (option: string): boolean => option.toLowerCase() === 'no';

/** Keeps abbreviations and single capitals ("A", "USA") as they are. */
export const lowerFirst = (text: string): string =>
  /^\p{Lu}\p{Ll}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
