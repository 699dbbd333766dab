import { expect, it } from 'vitest';
import { safeNext } from './safe-next';

it.each([
  ['/p/demo/pairs?after=3', '/p/demo/pairs?after=3'],
  ['https://evil.example', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['javascript:alert(1)', '/'],
  [undefined, '/'],
])('sends a person who signed in for %s to %s', (wanted, path) => {
  expect(safeNext(wanted)).toBe(path);
});
