import { afterEach, expect, it, vi } from 'vitest';
import { overrideEnv } from '@/lib/infra/env';
import { proxy } from './doctor';

afterEach(() => {
  vi.unstubAllEnvs();
  overrideEnv({});
});

function findingWith(url: string, trustProxy: string) {
  vi.stubEnv('NEXTAUTH_URL', url);
  vi.stubEnv('TRUST_PROXY', trustProxy);
  overrideEnv({});
  return proxy();
}

it('points out a proxy whose word on the callers is not taken', () => {
  const untrusted = findingWith('https://blindpair.example.org', '');
  expect(untrusted).toMatchObject({ state: 'warning' });
  expect(untrusted.mend).toContain('TRUST_PROXY=1');
  expect(findingWith('https://blindpair.example.org', '1').state).toBe('ok');
  expect(findingWith('http://127.0.0.1:3000', '').state).toBe('ok');
});
