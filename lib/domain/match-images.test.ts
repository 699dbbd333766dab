import { describe, expect, it } from 'vitest';
import { guessMatchKey, makeMatcher } from './match-images';

function named(...names: string[]) {
  const matcher = makeMatcher('name');
  names.forEach((name, place) => matcher.add(name, place));
  return (key: string) => matcher.find(key);
}

describe('matching by name', () => {
  it('means the image whose path is the end of the row, or the other way round, folder by folder', () => {
    const find = named('birds/1.jpg', '2.jpg', 'cats/3.png');
    expect(find('/data/set/birds/1.jpg')).toBe(0);
    expect(find('1.jpg')).toBe(0);
    expect(find('C:\\set\\2.jpg')).toBe(1);
    expect(find('https://example.org/cats/3.png?size=1#top')).toBe(2);
    // Not folder by folder.
    expect(find('x2.jpg')).toBe('unknown');
    expect(find('dogs/3.png')).toBe('unknown');
  });

  it('means nobody where two images share the end, and the one that shares all or more of it', () => {
    const find = named('a/1.jpg', 'b/1.jpg', '1.jpg');
    expect(find('set/a/1.jpg')).toBe(0);
    // All three end with it; only one is it.
    expect(find('1.jpg')).toBe(2);
    expect(find('c/1.jpg')).toBe(2);
    expect(named('1.jpg', '1.jpg')('1.jpg')).toBe('ambiguous');
    expect(named('a/1.jpg', 'b/1.jpg')('1.jpg')).toBe('ambiguous');
  });

  it('compares without endings only where the row has none', () => {
    const find = named('000000012.jpg', 'img.0001', 'x/000000013.png');
    expect(find('000000012')).toBe(0);
    expect(find('x/000000013')).toBe(2);
    expect(find('000000012.png')).toBe('unknown');
    expect(named('1.jpg', '1.png')('1')).toBe('ambiguous');
  });

  it('knows an image under every name that it was handed in with', () => {
    const matcher = makeMatcher('name');
    matcher.add('a/1.jpg', 0);
    matcher.add('copy.jpg', 0);
    expect(matcher.find('copy.jpg')).toBe(0);
    expect(matcher.find('a/1.jpg')).toBe(0);
  });
});

describe('matching by hash or id', () => {
  it('takes capitals for small letters and refuses what two images share', () => {
    const matcher = makeMatcher('sha256');
    matcher.add('ab'.repeat(32), 0);
    matcher.add('cd'.repeat(32), 0);
    matcher.add('ef'.repeat(32), 1);
    matcher.add('ef'.repeat(32), 2);
    expect(matcher.find('AB'.repeat(32))).toBe(0);
    expect(matcher.find('cd'.repeat(32))).toBe(0);
    expect(matcher.find('ef'.repeat(32))).toBe('ambiguous');
    expect(matcher.find('00'.repeat(32))).toBe('unknown');
  });

  it('is guessed only where every key looks like it', () => {
    expect(guessMatchKey(['ab'.repeat(32), 'CD'.repeat(32)])).toBe('sha256');
    expect(guessMatchKey(['ab'.repeat(32), '1.jpg'])).toBe('name');
    expect(guessMatchKey(['6f9619ff-8b86-4011-b42d-00c04fc964ff'])).toBe('id');
    expect(guessMatchKey([])).toBe('name');
  });
});
