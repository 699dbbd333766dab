import { expect, it } from 'vitest';
import { settleForwarded } from './forwarded';

const request = () => ({
  headers: {
    host: 'blindpair.example.org',
    'x-forwarded-for': '203.0.113.9',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    forwarded: 'for=203.0.113.9',
  } as Record<string, string>,
  socket: { remoteAddress: '198.51.100.4' } as never,
});

it('believes no forwarding header of a caller who comes without a trusted proxy', () => {
  const direct = request();
  settleForwarded(direct, false);
  expect(direct.headers).toEqual({
    host: 'blindpair.example.org',
    'x-forwarded-for': '198.51.100.4',
  });
});

it('leaves what a trusted proxy wrote', () => {
  const proxied = request();
  settleForwarded(proxied, true);
  expect(proxied.headers).toEqual(request().headers);
});
