/** Cursors of keyset paging: the sort value and the id of the last row, opaque in the address. */

export type CursorValue = string | number;
export type Cursor = readonly [value: CursorValue, id: string];

export function encodeCursor(cursor: Cursor): string {
  const bytes = new TextEncoder().encode(JSON.stringify(cursor));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

/** Null for anything that encodeCursor did not make: the list then starts at its beginning. */
export function decodeCursor(text: string | undefined, type: 'string' | 'number'): Cursor | null {
  if (!text) return null;
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (!Array.isArray(value) || value.length !== 2) return null;
    const [key, id] = value as unknown[];
    return typeof key === type && typeof id === 'string' ? [key as CursorValue, id] : null;
  } catch {
    return null;
  }
}

export interface Page<T> {
  rows: T[];
  total: number;
  /** Cursors for the neighbouring pages; null where there is none. */
  previous: string | null;
  next: string | null;
}

/**
 * One page from `size + 1` fetched rows. Walking backwards the rows come in reversed order, and one
 * row too many means that there is a page before this one.
 */
export function toPage<T>(
  fetched: readonly T[],
  options: { size: number; total: number; backwards: boolean; started: boolean },
  cursorOf: (row: T) => Cursor,
): Page<T> {
  const more = fetched.length > options.size;
  const kept = fetched.slice(0, options.size);
  const rows = options.backwards ? kept.reverse() : kept;
  const [first, last] = [rows[0], rows.at(-1)];
  const hasPrevious = options.backwards ? more : options.started;
  const hasNext = options.backwards ? true : more;
  return {
    rows,
    total: options.total,
    previous: hasPrevious && first ? encodeCursor(cursorOf(first)) : null,
    next: hasNext && last ? encodeCursor(cursorOf(last)) : null,
  };
}
