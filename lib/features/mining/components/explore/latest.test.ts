import { describe, expect, it } from 'vitest';
import { Latest } from './latest';

/** Questions are answered by hand, so that the test says in which order things happen. */
function asked() {
  const open: { question: number; answer: (ok: boolean) => void }[] = [];
  const told: string[] = [];
  const latest = new Latest<number, number>(
    (question) =>
      new Promise((resolve, reject) => {
        const answer = (ok: boolean) => (ok ? resolve(question * 10) : reject(new Error('no')));
        open.push({ question, answer });
      }),
    (question, answer) => told.push(`${question}: ${answer}`),
    (question) => told.push(`${question} failed`),
  );
  const settle = async (ok = true): Promise<void> => {
    open.at(-1)!.answer(ok);
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { latest, open, told, settle };
}

describe('Latest', () => {
  it('asks the newest question next and none that was overtaken', async () => {
    const { latest, open, told, settle } = asked();
    for (const question of [1, 2, 3, 4]) latest.want(question);
    expect(open.map(({ question }) => question)).toEqual([1]);
    await settle();
    await settle();
    expect(open.map(({ question }) => question)).toEqual([1, 4]);
    expect(told).toEqual(['1: 10', '4: 40']);
    latest.want(5);
    await settle();
    expect(told.at(-1)).toBe('5: 50');
  });

  it('tells of a failure only where no newer question is there, and goes on', async () => {
    const { latest, told, settle } = asked();
    latest.want(1);
    latest.want(2);
    await settle(false);
    expect(told).toEqual([]);
    await settle(false);
    expect(told).toEqual(['2 failed']);
    latest.want(3);
    await settle();
    expect(told.at(-1)).toBe('3: 30');
  });

  it('tells nothing once it is stopped', async () => {
    const { latest, told, settle, open } = asked();
    latest.want(1);
    latest.want(2);
    latest.stop();
    await settle();
    expect(told).toEqual([]);
    expect(open).toHaveLength(1);
  });
});
