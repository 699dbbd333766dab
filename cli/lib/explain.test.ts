import { expect, it } from 'vitest';
import { AppError } from '@/lib/domain/errors';
import { explain } from './explain';

const DATABASE = 'postgres://blindpair:secret@db.example.org/blindpair';

const failed = (code: string, more: object = {}, cause?: unknown) =>
  Object.assign(new Error('internal words', { cause }), { code, ...more });

it('says what a person can do about a file, a disk, a network and a database', () => {
  expect(explain(failed('EACCES', { path: '/srv/data' }))).toContain('Not permitted: /srv/data.');
  expect(explain(failed('ENOSPC'))).toContain('The disk is full.');
  expect(explain(failed('ECONNREFUSED', { address: '10.0.0.7', port: 5432 }), DATABASE)).toBe(
    'The database does not answer at 10.0.0.7:5432. Check DATABASE_URL and that Postgres runs there.',
  );
  expect(explain(failed('ENOTFOUND', { hostname: 'db.example.org' }), DATABASE)).toContain(
    'Check DATABASE_URL',
  );
  expect(explain(failed('28P01'))).toContain('password in DATABASE_URL');
});

it('finds the reason under the wrappings of the libraries between', () => {
  expect(explain(new Error('query failed', { cause: failed('ENOSPC') }))).toContain('full');
  const both = new AggregateError([failed('ECONNREFUSED', { address: '::1', port: 1 })]);
  expect(explain(both)).toContain('at ::1:1.');
});

it('blames the database only for what comes from it, and a folder only for what lies in its place', () => {
  const mail = failed('ECONNREFUSED', { address: '10.0.0.9', port: 587 });
  expect(explain(mail, DATABASE)).toBe('Nothing answers at 10.0.0.9:587.');
  const provider = failed('ENOTFOUND', { hostname: 'accounts.example.org' });
  expect(explain(provider, DATABASE)).not.toContain('DATABASE_URL');
  expect(explain(failed('ETIMEDOUT'), DATABASE)).not.toContain('database');
  const client = Object.assign(new Error('query failed', { cause: failed('ECONNRESET') }), {
    name: 'PrismaClientKnownRequestError',
  });
  expect(explain(client, DATABASE)).toContain('The database ended the connection');

  const folder = { path: '/srv/data', syscall: 'mkdir' };
  expect(explain(failed('EEXIST', folder))).toContain('where a folder is needed: /srv/data.');
  expect(explain(failed('EEXIST', { ...folder, syscall: 'link' }))).toBeNull();
  expect(explain(failed('ERR_INVALID_URL', { input: 'nowhere' }), DATABASE)).toBeNull();
});

it('says so when the address of the database cannot be read', () => {
  const written = 'postgres://user:pa ss@host:port/x';
  expect(explain(failed('ERR_INVALID_URL', { input: written }), written)).toContain(
    'is no address',
  );
});

it('keeps the sentence and the fields of an expected error', () => {
  const error = new AppError('invalid', 'Not usable.', { fields: { email: 'is no address' } });
  expect(explain(error)).toBe('Not usable.\n  email: is no address');
});

it('explains nothing that is a fault of the program', () => {
  expect(explain(new TypeError('x is undefined'))).toBeNull();
  expect(explain('thrown text')).toBeNull();
});
