import { describe, expect, it } from 'vitest';
import { EMPTY_QUESTION, type QuestionContent } from '@/lib/domain/question-lint';
import { DEBOUNCE_MS, type SaveResult } from './draft-saver';
import { fail, ok, saverBench as bench } from './test-saver';

describe('the draft saver', () => {
  it('sends what was typed last, once, after a pause', async () => {
    const b = bench((_, base) => ok(base));
    b.type('Is');
    b.type('Is it');
    expect(b.kept()).toMatchObject({ content: { question: 'Is it' }, baseVersion: 0 });
    expect(await b.tick()).toBe(DEBOUNCE_MS);
    expect(b.sent).toEqual([{ question: 'Is it', base: 0 }]);
    expect(b.last()).toMatchObject({ kind: 'saved' });
    expect([b.saver.unsaved(), b.kept(), b.saver.base().baseVersion]).toEqual([false, null, 1]);
  });

  it('keeps the text on the device and tries again, more slowly each time, while offline', async () => {
    let online = false;
    const b = bench((_, base) => (online ? ok(base) : new TypeError('Failed to fetch')));
    b.type('Is it?');
    await b.tick();
    expect(b.last()).toEqual({ kind: 'offline' });
    expect(b.kept()?.content.question).toBe('Is it?');
    expect([await b.tick(), await b.tick(), await b.tick()]).toEqual([1000, 2000, 4000]);
    online = true;
    await b.tick();
    expect(b.last()).toMatchObject({ kind: 'saved' });
    expect(b.saver.unsaved()).toBe(false);
  });

  it('goes on by itself once the person has signed in again', async () => {
    let signedIn = false;
    const b = bench((_, base) => (signedIn ? ok(base) : fail('unauthenticated')));
    b.type('Is it?');
    await b.tick();
    expect(b.last()).toEqual({ kind: 'signed-out' });
    signedIn = true;
    await b.tick();
    expect(b.last()).toMatchObject({ kind: 'saved' });
  });

  it('sends nothing more after a lost lease, but keeps what is typed on the device', async () => {
    const b = bench(() => fail('lease-lost'));
    b.type('Is it?');
    await b.tick();
    b.type('Is it blue?');
    expect(await b.tick()).toBe(-1);
    expect(b.sent).toHaveLength(1);
    expect(b.kept()?.content.question).toBe('Is it blue?');
    expect(b.saver.unsaved()).toBe(true);
  });

  it('waits in a conflict until a person has chosen, then saves on top of the stored version', async () => {
    const current = {
      version: 4,
      updatedAt: '',
      questionId: null,
      content: { ...EMPTY_QUESTION, question: 'Theirs?' },
    };
    const b = bench((_, base) => (base === 4 ? ok(base) : fail('conflict', current)));
    b.type('Mine?');
    await b.tick();
    expect(b.last()).toEqual({ kind: 'conflict', current, older: false });
    expect(await b.saver.flush()).toBe(false);
    b.saver.resolve({ ...EMPTY_QUESTION, question: 'Mine?' }, current);
    await b.tick();
    expect(b.sent.at(-1)).toEqual({ question: 'Mine?', base: 4 });
    expect(b.saver.base().baseVersion).toBe(5);
  });

  it('knows its own text again when a save was stored but its answer got lost', async () => {
    // Stores the first save, then dies before it answers.
    let stored: { version: number; content: QuestionContent } | null = null;
    const b = bench((content, base) => {
      if (stored === null) {
        stored = { version: 1, content };
        return new TypeError('Failed to fetch');
      }
      if (base !== stored.version)
        return fail('conflict', { ...stored, updatedAt: '', questionId: null });
      stored = { version: base + 1, content };
      return ok(base);
    });
    b.type('Is it');
    await b.tick();
    expect(b.kept()).toMatchObject({ baseVersion: 0, unanswered: [{ question: 'Is it' }] });
    b.type('Is it open?');
    await b.tick();
    expect(b.last()).toEqual({ kind: 'pending' });
    await b.tick();
    expect(b.last()).toMatchObject({ kind: 'saved' });
    expect(stored).toMatchObject({ version: 2, content: { question: 'Is it open?' } });
    expect([b.kept(), b.saver.base().baseVersion]).toEqual([null, 2]);
  });

  it('asks a person when the stored text is neither the one it began with nor one it sent', async () => {
    const current = {
      version: 2,
      updatedAt: '',
      questionId: null,
      content: { ...EMPTY_QUESTION, question: 'Theirs?' },
    };
    let reached = false;
    const b = bench(() => (reached ? fail('conflict', current) : new TypeError('Failed to fetch')));
    b.type('Mine');
    await b.tick();
    reached = true;
    await b.tick();
    expect(b.last()).toEqual({ kind: 'conflict', current, older: false });
  });
});

describe('the copy on the device while saving', () => {
  const lost = new TypeError('Failed to fetch');

  it('is gone, and the state is "saved", once what was typed is taken back', async () => {
    const b = bench((_, base) => ok(base));
    b.type('Is it?');
    await b.tick();
    b.type('Is it blue?');
    b.type('Is it?');
    expect(b.last()).toEqual({ kind: 'saved', at: '2026-01-15T09:00:00.000Z' });
    expect([b.kept(), b.saver.unsaved(), await b.tick(), b.sent.length]).toEqual([
      null,
      false,
      -1,
      1,
    ]);
  });

  it('stays, and the text taken back is saved, while the server may have what was sent', async () => {
    let reached = false;
    const b = bench((_, base) => (reached ? ok(base) : lost));
    b.type('Is it?');
    await b.tick();
    b.type('');
    expect(b.saver.unsaved()).toBe(true);
    expect(b.kept()).toMatchObject({
      content: EMPTY_QUESTION,
      unanswered: [{ question: 'Is it?' }],
    });
    reached = true;
    await b.tick();
    expect(b.sent.at(-1)).toEqual({ question: '', base: 0 });
    expect([b.kept(), b.last()?.kind, b.saver.unsaved()]).toEqual([null, 'saved', false]);
  });

  it('is gone when a conflict shows that the server has exactly this text', async () => {
    const stored = { ...EMPTY_QUESTION, question: 'Is it?' };
    let answer: SaveResult | Error = lost;
    const b = bench(() => answer);
    b.type('Is it?');
    await b.tick();
    b.type('Is it blue?');
    answer = fail('conflict', {
      version: 1,
      updatedAt: '2026-01-15T09:01:00.000Z',
      questionId: null,
      content: stored,
    });
    const sending = b.saver.flush();
    b.type('Is it?');
    expect(await sending).toBe(true);
    expect(b.last()).toEqual({ kind: 'saved', at: '2026-01-15T09:01:00.000Z' });
    expect([b.kept(), b.saver.base().baseVersion, b.saver.unsaved()]).toEqual([null, 1, false]);
  });

  it('is gone, and nothing is sent, when a person takes the other text of a conflict', async () => {
    const current = {
      version: 4,
      updatedAt: '',
      questionId: null,
      content: { ...EMPTY_QUESTION, question: 'Theirs?' },
    };
    const b = bench(() => fail('conflict', current));
    b.type('Mine?');
    await b.tick();
    b.saver.resolve(current.content, current);
    expect([b.kept(), b.last()?.kind, b.saver.base().baseVersion, b.sent.length]).toEqual([
      null,
      'saved',
      4,
      1,
    ]);
  });

  it('forgets a text that the server has refused, but not one whose first answer got lost', async () => {
    let answer: SaveResult | Error = fail('unauthenticated');
    const b = bench(() => answer);
    b.type('Refused?');
    await b.tick();
    expect(b.kept()?.unanswered).toBeUndefined();
    answer = lost;
    b.type('Lost?');
    await b.tick();
    answer = fail('unauthenticated');
    await b.tick();
    expect(b.kept()?.unanswered).toMatchObject([{ question: 'Lost?' }]);
  });

  it('keeps the first and the newest of many texts sent without an answer', async () => {
    const b = bench(() => lost);
    for (let i = 1; i <= 30; i++) {
      b.type(`Is it ${i}?`);
      await b.tick();
    }
    const sent = b.kept()?.unanswered?.map((content) => content.question) ?? [];
    expect(sent).toHaveLength(10);
    expect([sent[0], sent[1], sent.at(-1)]).toEqual(['Is it 1?', 'Is it 22?', 'Is it 30?']);
  });

  it('holds the newest text of a conflict on top of what it was typed on', () => {
    const b = bench((_, base) => ok(base));
    const mine = { content: { ...EMPTY_QUESTION, question: 'Old?' }, baseVersion: 3 };
    b.saver.hold({ ...mine, questionId: 'q1' });
    b.type('Old one?');
    expect(b.kept()).toMatchObject({ baseVersion: 3, questionId: 'q1' });
    expect(b.kept()?.content.question).toBe('Old one?');
  });
});
