/** What objects there are, read from the table of classes. */
import { DIRECTED, PLAIN, STATES, VIEWS } from './class-table';

/**
 * view: has a side and a front picture; state: has pictures of its states;
 * directed: one picture with a heading; plain: one picture without.
 */
export type ClassKind = 'view' | 'state' | 'directed' | 'plain';
export type Heading = 'left' | 'right';

export interface SceneClass {
  /** Also the noun in captions. */
  name: string;
  kind: ClassKind;
  /** side, front, a state, or "only" -> picture, with its edits. */
  pictures: Readonly<Record<string, string>>;
  /** Where the picture faces as drawn, checked by eye; null where it faces nowhere. */
  heading: Heading | null;
  size: number;
  outdoors: boolean;
  floats: boolean;
  tintable: boolean;
  patternable: boolean;
  hattable: boolean;
  posable: boolean;
  edible: boolean;
  breakable: boolean;
  /** Kept out of the training corpora. */
  heldOut: boolean;
}

function parsePictures(kind: ClassKind, name: string, text: string): Record<string, string> {
  if (kind === 'view') {
    const [side = '', front = ''] = text.split('/').map((part) => part.trim());
    return { side, front };
  }
  if (kind !== 'state') return { only: text || name };
  return Object.fromEntries(
    text.split(',').map((part) => {
      const [state = '', icon = ''] = part.trim().split(':');
      return [state, icon];
    }),
  );
}

function parseLine(kind: ClassKind, line: string): SceneClass {
  const [declared = '', flagList = ''] = line.split(/\s:\s?/);
  const [name = '', pictures = ''] = declared.split('=').map((part) => part.trim());
  const flags = new Set(flagList.split(' '));
  const directed = kind === 'view' || kind === 'directed';
  return {
    name,
    kind,
    pictures: parsePictures(kind, name, pictures),
    heading: directed ? (flags.has('r') ? 'right' : 'left') : null,
    size: flags.has('s') ? 0.88 : flags.has('l') ? 1.12 : 1,
    outdoors: flags.has('o'),
    floats: flags.has('f'),
    tintable: flags.has('t'),
    patternable: flags.has('p'),
    hattable: flags.has('h'),
    posable: flags.has('u'),
    edible: flags.has('e'),
    breakable: flags.has('k'),
    heldOut: flags.has('x'),
  };
}

const parse = (kind: ClassKind, table: string): SceneClass[] =>
  table
    .trim()
    .split('\n')
    .map((line) => parseLine(kind, line.trim()));

export const CLASSES: ReadonlyMap<string, SceneClass> = new Map(
  [
    ...parse('view', VIEWS),
    ...parse('directed', DIRECTED),
    ...parse('state', STATES),
    ...parse('plain', PLAIN),
  ].map((entry) => [entry.name, entry]),
);
export const CLASS_NAMES: readonly string[] = [...CLASSES.keys()];

/** The class of a name; throws for a name that is not in the table. */
export function sceneClass(name: string): SceneClass {
  const found = CLASSES.get(name);
  if (!found) throw new RangeError(`"${name}" is not a scene class.`);
  return found;
}

/** The picture of a variant (view or state); of the only one where there is no choice. */
export function pictureOf({ name, pictures }: SceneClass, variant?: string): string {
  const picture = pictures[variant ?? 'only'];
  if (picture === undefined) throw new RangeError(`"${name}" has no picture "${variant}".`);
  return picture;
}
