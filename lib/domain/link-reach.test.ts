import { describe, expect, it } from 'vitest';
import { linkReach } from './link-reach';

const reachOf = (origin: string) => linkReach(new URL(origin).hostname);

describe('who can open a link', () => {
  it.each([
    'http://127.0.0.1:3000',
    'http://127.8.9.1',
    'http://localhost:3000',
    'http://blindpair.localhost',
    'http://[::1]:3000',
    'http://[::ffff:127.0.0.1]',
    'http://0.0.0.0:3000',
    // The same loopback address, written as one number; a URL makes plain decimal of it.
    'http://2130706433',
  ])('nobody on another machine: %s', (origin) => {
    expect(reachOf(origin)).toBe('this-machine');
  });

  it.each([
    'http://10.0.0.7:3000',
    'http://172.16.0.1',
    'http://172.31.255.254',
    'http://192.168.1.20',
    'http://169.254.10.1',
    'http://100.64.0.1',
    'http://[fd12:3456:789a::1]',
    'http://[fe80::1]',
    'http://[::ffff:192.168.1.20]',
    'http://lab-server:3000',
    'http://printer.local',
  ])('only people in the same network: %s', (origin) => {
    expect(reachOf(origin)).toBe('this-network');
  });

  it.each([
    'https://blindpair.example.org',
    'https://localhost.example.org',
    'https://8.8.8.8',
    'http://172.15.0.1',
    'http://172.32.0.1',
    'http://100.128.0.1',
    'http://[2001:db8::1]',
    'http://[::ffff:8.8.8.8]',
    'https://fd12.example.org',
  ])('everybody: %s', (origin) => {
    expect(reachOf(origin)).toBe('everybody');
  });
});
