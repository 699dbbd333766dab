/** Which image of a project a foreign row means: by name, by hash or by id. */

export const MATCH_KEYS = ['name', 'sha256', 'id'] as const;
export type MatchKey = (typeof MATCH_KEYS)[number];

const SHA256 = /^[0-9a-f]{64}$/i;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What the keys of some rows are: hashes or ids where all look like that, names otherwise. */
export function guessMatchKey(keys: readonly string[]): MatchKey {
  if (keys.length > 0 && keys.every((key) => SHA256.test(key))) return 'sha256';
  if (keys.length > 0 && keys.every((key) => UUID.test(key))) return 'id';
  return 'name';
}

/** The place of the one image, or why there is none. */
export type Match = number | 'unknown' | 'ambiguous';

export interface ImageMatcher {
  /** Another name, hash or id of the image at this place. */
  add(key: string, place: number): void;
  find(key: string): Match;
}

export const makeMatcher = (key: MatchKey): ImageMatcher =>
  key === 'name' ? new NameMatcher() : new ExactMatcher();

/** The same text in lower case means the same image. A text of two images means none. */
class ExactMatcher implements ImageMatcher {
  private readonly places = new Map<string, number | 'ambiguous'>();

  add(key: string, place: number): void {
    const text = key.toLowerCase();
    const known = this.places.get(text);
    this.places.set(text, known === undefined || known === place ? place : 'ambiguous');
  }

  find(key: string): Match {
    return this.places.get(key.trim().toLowerCase()) ?? 'unknown';
  }
}

interface Named {
  /** Folders and file name, without what all paths begin with. */
  path: string;
  place: number;
}

/**
 * A row means an image when one of both paths ends with the other, folder by folder:
 * `/data/birds/1.jpg` means `birds/1.jpg` and `1.jpg`, not `x1.jpg`. A row without an ending, as
 * web datasets have it, is compared without endings. The same path wins, then the longest common end;
 * where two images share it, the row means neither.
 */
class NameMatcher implements ImageMatcher {
  private readonly byFile = new Map<string, Named[]>();
  private readonly byStem = new Map<string, Named[]>();

  add(key: string, place: number): void {
    const path = tidy(key);
    push(this.byFile, fileOf(path), { path, place });
    push(this.byStem, fileOf(withoutEnding(path)), { path: withoutEnding(path), place });
  }

  find(key: string): Match {
    const path = pathOf(key);
    const exact = choose(this.byFile.get(fileOf(path)), path);
    if (exact !== 'unknown' || withoutEnding(path) !== path) return exact;
    return choose(this.byStem.get(fileOf(path)), path);
  }
}

function choose(named: readonly Named[] | undefined, path: string): Match {
  let longest = -1;
  let places = new Set<number>();
  for (const { path: own, place } of named ?? []) {
    if (!endsWith(own, path) && !endsWith(path, own)) continue;
    const common = own === path ? Infinity : Math.min(own.length, path.length);
    if (common > longest) places = new Set();
    if (common >= longest) places.add(place);
    longest = Math.max(longest, common);
  }
  const [only] = places;
  if (only === undefined) return 'unknown';
  return places.size === 1 ? only : 'ambiguous';
}

const endsWith = (long: string, short: string): boolean =>
  long === short || long.endsWith(`/${short}`);

function push(map: Map<string, Named[]>, key: string, value: Named): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** The path of a web address is its name there. */
function pathOf(key: string): string {
  const text = key.trim();
  if (!/^https?:\/\//i.test(text)) return tidy(text);
  const bare = text.replace(/[?#].*$/, '').replace(/^https?:\/\/[^/]*/i, '');
  try {
    return tidy(decodeURIComponent(bare));
  } catch {
    return tidy(bare);
  }
}

const tidy = (path: string): string =>
  path
    .replaceAll('\\', '/')
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');

const fileOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Endings of image files only: `img.0001` has none. */
const withoutEnding = (path: string): string =>
  path.replace(/\.(jpe?g|png|webp|avif|gif|bmp|tiff?)$/i, '');
