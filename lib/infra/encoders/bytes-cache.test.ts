import { describe, expect, it } from 'vitest';
import { BytesCache } from './bytes-cache';

describe('a cache of so many bytes', () => {
  it('never holds more, lets go of what was not used for longest, and makes what it holds only once', () => {
    const made: string[] = [];
    const cache = new BytesCache<Uint8Array>(100, (value) => value.byteLength);
    const get = (key: string, bytes: number) =>
      cache.get(key, () => {
        made.push(key);
        return new Uint8Array(bytes);
      });
    get('a', 40);
    get('b', 40);
    expect(get('a', 40)).toHaveLength(40);
    get('c', 40);
    expect(cache.bytes).toBe(80);
    get('a', 40);
    get('b', 40);
    expect(made).toEqual(['a', 'b', 'c', 'b']);
  });

  it('does not keep what would drive out all else', () => {
    const cache = new BytesCache<Uint8Array>(100, (value) => value.byteLength);
    cache.get('small', () => new Uint8Array(10));
    expect(cache.get('huge', () => new Uint8Array(1_000))).toHaveLength(1_000);
    expect(cache.bytes).toBe(10);
  });
});
