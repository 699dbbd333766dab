import { describe, expect, it } from 'vitest';
import { EMPTY_QUESTION } from '@/lib/domain/question-lint';
import { createDraftSaver, type MirrorEntry } from './draft-saver';
import { fail, ok, saverBench as bench } from './test-saver';

describe('the last and the late words of a page', () => {
  it('hands the last words to a closing page, and knows them for its own when they were stored', async () => {
    const stored = { ...EMPTY_QUESTION, question: 'Is the do' };
    const b = bench((content, base) =>
      base === 0
        ? fail('conflict', {
            ...{ version: 1, updatedAt: '2026-01-15T09:00:00.000Z' },
            ...{ content: stored, questionId: null },
          })
        : ok(base),
    );
    expect(b.saver.lastWords()).toBeNull();
    b.type('Is the do');
    expect(b.saver.lastWords()).toMatchObject({ content: stored, baseVersion: 0 });
    expect(b.kept()?.unanswered).toEqual([stored]);
    // The browser kept the page after all, and the writer goes on.
    b.type('Is the door open?');
    await b.tick();
    await b.tick();
    expect(b.sent.at(-1)).toEqual({ question: 'Is the door open?', base: 1 });
    expect(b.last()).toMatchObject({ kind: 'saved' });
  });

  it('hands the newest words to a page that closes while a save is on its way, as a later step', async () => {
    const steps: number[] = [];
    let kept: MirrorEntry | null = null;
    let arrive: (() => void) | null = null;
    const saver = createDraftSaver({
      content: EMPTY_QUESTION,
      version: 3,
      questionId: 'q1',
      save: ({ step }) =>
        new Promise((resolve) => {
          steps.push(step);
          arrive = () => resolve(ok(3));
        }),
      mirror: { write: (entry) => void (kept = entry), clear: () => void (kept = null) },
      schedule: () => () => undefined,
      onState: () => undefined,
    });
    saver.change({ ...EMPTY_QUESTION, question: 'Is the do' });
    void saver.flush();
    const newest = { ...EMPTY_QUESTION, question: 'Is the door op' };
    saver.change(newest);
    // In the same breath: nothing of what was typed waits for a timer to be on the device.
    expect(kept).toMatchObject({ content: newest, baseVersion: 3, questionId: 'q1' });
    const last = saver.lastWords();
    expect(last).toMatchObject({ content: newest, baseVersion: 3, questionId: 'q1' });
    expect(last?.step).toBeGreaterThan(steps[0] as number);
    saver.stop();
    (arrive as (() => void) | null)?.();
    await new Promise((resolve) => setImmediate(resolve));
    // Nobody has heard that the newest words arrived, so the copy stays.
    expect(kept).toMatchObject({ content: newest });
  });

  it('stay on the device when the pair is rejected amid a conflict, and go when the server has them', async () => {
    const stored = { ...EMPTY_QUESTION, question: 'The other one?' };
    const current = { version: 2, updatedAt: '', questionId: null, content: stored };
    const b = bench(({ question }, base) =>
      question === 'Mine?' && base === 0 ? fail('conflict', current) : ok(base),
    );
    b.type('Mine?');
    await b.tick();
    expect(b.last()).toMatchObject({ kind: 'conflict' });
    b.saver.drop();
    expect(b.kept()?.content.question).toBe('Mine?');
    b.saver.resolve({ ...EMPTY_QUESTION, question: 'Mine?' }, current);
    await b.tick();
    b.saver.drop();
    expect(b.kept()).toBeNull();
  });

  it('asks a person about a text that was typed before the pair got its newer question', async () => {
    const current = {
      version: 0,
      updatedAt: '',
      questionId: 'q2',
      content: { ...EMPTY_QUESTION, question: 'The submitted one?' },
    };
    const b = bench(({ question }) =>
      question === 'Old?' ? fail('conflict', current) : ok(current.version),
    );
    b.type('Old?');
    await b.tick();
    expect(b.last()).toEqual({ kind: 'conflict', current, older: true });
    b.saver.resolve({ ...EMPTY_QUESTION, question: 'Old, but mended?' }, current);
    await b.tick();
    expect(b.steps.at(-1)?.questionId).toBe('q2');
    expect(b.last()).toMatchObject({ kind: 'saved' });
  });
});
