import { expect, it } from 'vitest';
import { isConnectionError } from './use-return';

it('knows a broken connection as each browser words it, and takes nothing else for one', () => {
  // Chromium, Firefox, Safari; a part of the program that did not arrive.
  for (const message of [
    'network error',
    'Failed to fetch',
    'NetworkError when attempting to fetch resource.',
    'Load failed',
    'Loading chunk 12 failed.',
  ]) {
    expect(isConnectionError(new TypeError(message)), message).toBe(true);
  }
  expect(isConnectionError(new TypeError('x is not a function'))).toBe(false);
  // An error of the server's own carries its id.
  expect(isConnectionError(Object.assign(new Error('fetch'), { digest: '1' }))).toBe(false);
});
