import { expect, it } from 'vitest';
import { formatBytes } from './format-bytes';

it('says sizes in the unit in which a person counts them, beyond 2 and 4 GB too, on one line', () => {
  expect(formatBytes(0, 'en')).toBe('0\u00a0bytes');
  expect(formatBytes(1, 'en')).toBe('1\u00a0byte');
  expect(formatBytes(999, 'en')).toBe('999\u00a0bytes');
  expect(formatBytes(1_000, 'en')).toBe('1\u00a0kB');
  expect(formatBytes(12_345_678, 'en')).toBe('12.3\u00a0MB');
  expect(formatBytes(2 ** 31, 'en')).toBe('2.1\u00a0GB');
  expect(formatBytes(5_300_000_000, 'en')).toBe('5.3\u00a0GB');
  expect(formatBytes(7_200_000_000_000, 'en')).toBe('7.2\u00a0TB');
  expect(formatBytes(5_300_000_000, 'zh')).toBe('5.3\u00a0GB');
});
