import { expect, it } from 'vitest';
import { callerAddress } from './session-address';
import { verifiedEmail } from './session-providers';

it('takes as the address what the entry or a trusted proxy wrote last, never the claim before it', () => {
  expect(callerAddress('203.0.113.9, 198.51.100.4')).toBe('198.51.100.4');
  expect(callerAddress('198.51.100.4')).toBe('198.51.100.4');
  expect(callerAddress('::ffff:198.51.100.4')).toBe('198.51.100.4');
  expect(callerAddress(undefined)).toBeNull();
  expect(callerAddress('203.0.113.9, ')).toBeNull();
});

it('counts a whole /64 of IPv6 as one caller, and this machine as nobody', () => {
  const one = callerAddress('2001:db8:0:7::1');
  expect(one).toBe('2001:db8:0:7::/64');
  expect(callerAddress('2001:0db8:0:0007:ffff:1:2:3')).toBe(one);
  expect(callerAddress('2001:db8:0:8::1')).not.toBe(one);
  for (const own of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) expect(callerAddress(own)).toBeNull();
});

it('trusts an address of a provider only with its word that it is verified', () => {
  expect(verifiedEmail({ email: 'A@Example.org', email_verified: true })).toBe('a@example.org');
  expect(verifiedEmail({ email: 'a@example.org', email_verified: 'true' })).toBe('a@example.org');
  expect(verifiedEmail({ email: 'a@example.org', email_verified: false })).toBeNull();
  expect(verifiedEmail({ email: 'a@example.org' })).toBeNull();
  expect(verifiedEmail({ email: 'a@b@example.org', email_verified: true })).toBeNull();
});
