import { expect, it } from 'vitest';
import { AppError } from '@/lib/domain/errors';
import { explain } from './explain';

const failed = (code: string, more: object = {}, cause?: unknown) =>
  Object.assign(new Error('internal words', { cause }), { code, ...more });

it('says what a person can do about a file, a disk, a network and a database', () => {
  expect(explain(failed('EACCES', { path: '/srv/data' }))).toContain('Not permitted: /srv/data.');
  expect(explain(failed('ENOSPC'))).toContain('The disk is full.');
  expect(explain(failed('ECONNREFUSED', { address: '10.0.0.7', port: 5432 }))).toContain(
    'at 10.0.0.7:5432.',
  );
  expect(explain(failed('28P01'))).toContain('password in DATABASE_URL');
});

it('finds the reason under the wrappings of the libraries between', () => {
  expect(explain(new Error('query failed', { cause: failed('ENOSPC') }))).toContain('full');
  const both = new AggregateError([failed('ECONNREFUSED', { address: '::1', port: 1 })]);
  expect(explain(both)).toContain('at ::1:1.');
});

it('keeps the sentence and the fields of an expected error', () => {
  const error = new AppError('invalid', 'Not usable.', { fields: { email: 'is no address' } });
  expect(explain(error)).toBe('Not usable.\n  email: is no address');
});

it('explains nothing that is a fault of the program', () => {
  expect(explain(new TypeError('x is undefined'))).toBeNull();
  expect(explain('thrown text')).toBeNull();
});
