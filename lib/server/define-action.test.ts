import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineAction, parseInput, slugIn } from './define-action';

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

  it('reads what was pasted without the NUL that no text in Postgres may hold, however deep it lies', () => {
    const text = z.string().trim().min(1);
    const schema = z.strictObject({ text, decision: z.strictObject({ comments: z.array(text) }) });
    const raw = { text: 'a\0 door\0', decision: { comments: ['\0b', 'c'] } };
    expect(parseInput(schema, raw)).toEqual({
      text: 'a door',
      decision: { comments: ['b', 'c'] },
    });
    expect(() => parseInput(schema, { ...raw, text: '\0' })).toThrow('cannot be used');
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
