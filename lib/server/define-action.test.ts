import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineAction, slugIn } from './define-action';

describe('an action', () => {
  it('asks who is acting before it looks at the input', async () => {
    // There is no session here, nor a request that could carry one: asking for it is as far as it comes.
    const action = defineAction({
      scope: 'review:write',
      input: z.strictObject({ project: z.string(), pairId: z.uuid() }),
      run: () => Promise.reject(new Error('ran')),
    });
    for (const raw of [{}, null, { project: 'birds' }, { project: 'birds', pairId: 'none' }]) {
      const result = await action(raw as never, undefined);
      expect(result).toMatchObject({ ok: false });
      expect(JSON.stringify(result)).not.toMatch(/"invalid"|invalidFields|pairId/);
    }
  });

  it('reads the project out of whatever it is sent', () => {
    expect(slugIn({ project: 'birds', pairId: 7 })).toBe('birds');
    for (const raw of [
      null,
      undefined,
      'birds',
      [],
      { project: 7 },
      { project: { in: ['birds'] } },
    ])
      expect(slugIn(raw)).toBeNull();
    expect(slugIn({ project: 'birds\0' })).toBeNull();
  });
});
