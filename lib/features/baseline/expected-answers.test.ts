import { expect, it } from 'vitest';
import { expectedAnswers } from './expected-answers';

const study = (...raters: Parameters<typeof expectedAnswers>[0]['raters']) => ({
  ...{ pairs: 5, ratersWanted: 2, pairsPerRater: null as number | null, raters },
});

const nowhere = { place: null } as const;

it('expects what the places of a study hold, whoever was invited, screened out or ran out of time', () => {
  const done = { ...nowhere, state: 'done', answered: 10 } as const;
  const started = { ...nowhere, state: 'started', answered: 3 } as const;
  const others = (['invited', 'disqualified', 'withdrawn'] as const).map((state) => ({
    ...{ ...nowhere, state, answered: 0 },
  }));
  const late = { state: 'out-of-time', place: 'free', answered: 4 } as const;
  expect(expectedAnswers(study(done, started, late, ...others))).toEqual({
    ...{ answered: 13, expected: 20 },
  });
  // A drop-out who holds no place any more, and one more who came back and finished.
  expect(expectedAnswers(study(started, done, done))).toEqual({ answered: 20, expected: 20 });
  expect(expectedAnswers(study(done, done, done))).toEqual({ answered: 30, expected: 30 });
  // Whose time was up with enough whole pairs holds a place; who was paid for less does not.
  const paid = { state: 'timed-out', answered: 7 } as const;
  expect(expectedAnswers(study(done, started, { ...paid, place: 'kept' }))).toEqual({
    ...{ answered: 17, expected: 20 },
  });
  expect(expectedAnswers(study(done, started, { ...paid, place: 'free' }))).toEqual({
    ...{ answered: 13, expected: 20 },
  });
  // Ten cells by two are five people with two pairs each.
  const shared = {
    ...study({ ...nowhere, state: 'done', answered: 4 }, started),
    pairsPerRater: 2,
  };
  expect(expectedAnswers(shared)).toEqual({ answered: 7, expected: 20 });
  // By four they are three people, and twelve cells: more than ten cannot be divided so.
  expect(expectedAnswers({ ...shared, pairsPerRater: 4 })).toEqual({ answered: 7, expected: 24 });
});
