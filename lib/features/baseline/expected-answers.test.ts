import { expect, it } from 'vitest';
import { expectedAnswers } from './expected-answers';

const study = (...raters: Parameters<typeof expectedAnswers>[0]['raters']) => ({
  ...{ pairs: 5, ratersWanted: 2, pairsPerRater: null as number | null, raters },
});

it('expects what the places of a study hold, whoever was invited, screened out or ran out of time', () => {
  const done = { state: 'done', answered: 10 } as const;
  const started = { state: 'started', answered: 3 } as const;
  const others = (['invited', 'disqualified', 'withdrawn'] as const).map((state) => ({
    ...{ state, answered: 0 },
  }));
  const late = { state: 'out-of-time', answered: 4 } as const;
  expect(expectedAnswers(study(done, started, late, ...others))).toEqual({
    ...{ answered: 13, expected: 20 },
  });
  // A drop-out who holds no place any more, and one more who came back and finished.
  expect(expectedAnswers(study(started, done, done))).toEqual({ answered: 20, expected: 20 });
  expect(expectedAnswers(study(done, done, done))).toEqual({ answered: 30, expected: 30 });
  // Ten cells by two are five people with two pairs each.
  const shared = { ...study({ state: 'done', answered: 4 }, started), pairsPerRater: 2 };
  expect(expectedAnswers(shared)).toEqual({ answered: 7, expected: 20 });
  // By four they are three people, and twelve cells: more than ten cannot be divided so.
  expect(expectedAnswers({ ...shared, pairsPerRater: 4 })).toEqual({ answered: 7, expected: 24 });
});
