import { describe, expect, it } from 'vitest';
import { EMPTY_QUESTION } from '@/lib/domain/question-lint';
import { draftMirror, keptDraft } from './draft-mirror';

describe('a copy found on the device', () => {
  const typed = { ...EMPTY_QUESTION, question: 'Typed?' };
  const pair = { content: EMPTY_QUESTION, draftVersion: 1, questionId: 'q2' };
  const kept = { content: typed, baseVersion: 1, questionId: 'q2' };

  it('is put back when it was typed on top of what the server has', () => {
    expect(keptDraft(kept, pair)).toBe('newer');
    expect(keptDraft({ ...kept, baseVersion: 0, unanswered: [EMPTY_QUESTION] }, pair)).toBe(
      'newer',
    );
    expect(keptDraft({ ...kept, content: EMPTY_QUESTION }, pair)).toBe('same');
  });

  it('is a question for a person when it was typed on another version, or before a submit', () => {
    expect(keptDraft({ ...kept, baseVersion: 3 }, pair)).toBe('conflict');
    for (const questionId of ['q1', null]) {
      expect(keptDraft({ ...kept, questionId }, pair)).toBe('conflict');
      const sent = { ...kept, questionId, unanswered: [EMPTY_QUESTION] };
      expect(keptDraft(sent, pair)).toBe('conflict');
    }
  });
});

describe('the mirror on the device', () => {
  it('keeps what is typed without what was sent when the device has no room for both', () => {
    const stored = new Map<string, string>();
    const storage = {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => {
        if (value.length > 400) throw new Error('QuotaExceededError');
        stored.set(key, value);
      },
    } as unknown as Storage;
    const mirror = draftMirror(() => storage, 'u', 'p');
    const content = { ...EMPTY_QUESTION, question: 'Newest?' };
    const sent = Array.from({ length: 10 }, () => content);
    mirror.write({ content, baseVersion: 2, questionId: 'q', unanswered: sent });
    expect(mirror.read()).toEqual({ content, baseVersion: 2, questionId: 'q', unanswered: [] });
  });

  it('gives nothing when the stored bytes are not a draft, and survives a full storage', () => {
    const full = draftMirror(
      () => {
        throw new Error('QuotaExceededError');
      },
      'u',
      'p',
    );
    full.write({ content: EMPTY_QUESTION, baseVersion: 0, questionId: null });
    expect(full.read()).toBeNull();
    const stored = new Map<string, string>([['blindpair:draft:u:p', '{"content":{"question":1}}']]);
    const storage = { getItem: (key: string) => stored.get(key) ?? null } as unknown as Storage;
    expect(draftMirror(() => storage, 'u', 'p').read()).toBeNull();
  });
});
