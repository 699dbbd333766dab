import { expect, it } from 'vitest';
import { callerAddress } from './session-address';
import { verifiedEmail } from './session-providers';

it('takes as the address what the entry or a trusted proxy wrote last, never the claim before it', () => {
  expect(callerAddress('203.0.113.9, 198.51.100.4', true)).toBe('198.51.100.4');
  expect(callerAddress('198.51.100.4', true)).toBe('198.51.100.4');
  expect(callerAddress('::ffff:198.51.100.4', true)).toBe('198.51.100.4');
  expect(callerAddress(undefined, true)).toBeNull();
  expect(callerAddress('203.0.113.9, ', true)).toBeNull();
});

it('counts a whole /64 of IPv6 as one caller, and this machine as nobody', () => {
  const one = callerAddress('2001:db8:0:7::1', true);
  expect(one).toBe('2001:db8:0:7::/64');
  expect(callerAddress('2001:0db8:0:0007:ffff:1:2:3', true)).toBe(one);
  expect(callerAddress('2001:db8:0:8::1', true)).not.toBe(one);
  for (const own of ['127.0.0.1', '::1', '::ffff:127.0.0.1'])
    expect(callerAddress(own, true)).toBeNull();
});

it('counts nobody by the address of a gateway, unless a trusted proxy wrote it', () => {
  const gateways = ['172.17.0.1', '::ffff:172.18.0.1', '10.0.0.7', '192.168.1.1', '100.64.0.1'];
  for (const gateway of [...gateways, '169.254.1.1', 'fd00::1', 'fe80::1%eth0']) {
    expect(callerAddress(gateway, false), gateway).toBeNull();
  }
  for (const own of ['127.0.0.1', '::1']) expect(callerAddress(own, false)).toBeNull();
  expect(callerAddress('10.0.0.7', true)).toBe('10.0.0.7');
  expect(callerAddress('fd00::1', true)).toBe('fd00:0:0:0::/64');
});

it('counts a caller from the internet without a proxy, too', () => {
  expect(callerAddress('198.51.100.4', false)).toBe('198.51.100.4');
  expect(callerAddress('172.32.0.1', false)).toBe('172.32.0.1');
  expect(callerAddress('2001:db8:0:7::1', false)).toBe('2001:db8:0:7::/64');
});

it('trusts an address of a provider only with its word that it is verified', () => {
  expect(verifiedEmail({ email: 'A@Example.org', email_verified: true })).toBe('a@example.org');
  expect(verifiedEmail({ email: 'a@example.org', email_verified: 'true' })).toBe('a@example.org');
  expect(verifiedEmail({ email: 'a@example.org', email_verified: false })).toBeNull();
  expect(verifiedEmail({ email: 'a@example.org' })).toBeNull();
  expect(verifiedEmail({ email: 'a@b@example.org', email_verified: true })).toBeNull();
});
