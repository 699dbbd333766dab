import { describe, expect, it } from 'vitest';
import { dawidSkene, type Label } from './dawid-skene';

/** Six raters, 30 items of three kinds, a sixth missing, written as a formula so that it can be redone. */
function labelOf(r: number, i: number): number {
  const truth = i % 4 ? (i * 7) % 3 : 1;
  const sees = (r * 5 + i * 3 + ((r * i) % 4)) % 7 > 1 + 3 * Number(r === 5);
  return sees ? truth : (truth + 1 + ((r + i) % 2)) % 3;
}
const labels: Label[] = [];
for (let i = 0; i < 30; i += 1) {
  for (let r = 0; r < 6; r += 1) {
    if ((r + i) % 6 !== 0) {
      labels.push({ raterId: `${r}`, itemId: String(i).padStart(2, '0'), label: labelOf(r, i) });
    }
  }
}
const near = (values: readonly number[], digits: number) =>
  values.map((value) => expect.closeTo(value, digits));

describe('Dawid and Skene’s model', () => {
  it('gives crowd-kit’s priors, confusions and labels', () => {
    // crowd-kit 1.4.2: DawidSkene(n_iter=200, tol=-1).fit(df); it clips other zeros than this does.
    const result = dawidSkene(labels, { classes: 3 });
    if (!result.defined) throw new Error(result.reason);
    expect(result).toMatchObject({ model: 'dawid-skene', converged: true });
    expect(result.priors).toEqual(near([0.39999999999765, 0.46666666666947, 0.13333333333288], 9));
    const [first] = result.raters;
    expect(first!.confusion.map((row) => row[0])).toEqual(
      near([0.87499999999017, 0.07692307692357, 0], 9),
    );
    expect(first!.confusion.map((row) => row[1])).toEqual(
      near([0, 0.69230769230663, 0.24999999999171], 9),
    );
    const best = result.items.map(({ posterior }) => posterior.indexOf(Math.max(...posterior)));
    expect(best).toEqual([
      1, 1, 2, 0, 1, 2, 0, 1, 1, 0, 1, 2, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0, 1, 2, 0, 1, 0, 0, 1, 1,
    ]);
  });

  it('gives crowd-kit’s skills in the one-coin model', () => {
    // crowd-kit 1.4.2: OneCoinDawidSkene(n_iter=200, tol=-1).fit(df)
    const result = dawidSkene(labels, { classes: 3, model: 'one-coin' });
    if (!result.defined) throw new Error(result.reason);
    expect(result.raters.map((rater) => rater.reliability)).toEqual(
      near(
        [
          0.7238742418655845, 0.8645125726674984, 0.5346624520528118, 0.37907216714924424,
          0.7951137363766847, 0.2322867018106104,
        ],
        9,
      ),
    );
    expect(result.items[0]!.posterior).toEqual(
      near([0.0016412916133129649, 0.9972448305768583, 0.0011138778098286613], 9),
    );
  });

  it('takes the one-coin model below five raters', () => {
    const four = labels.filter(({ raterId }) => raterId < '4');
    expect(dawidSkene(four, { classes: 3 })).toMatchObject({ defined: true, model: 'one-coin' });
  });

  it('does not depend on the order of answers', () => {
    const turned = dawidSkene([...labels].reverse(), { classes: 3, model: 'one-coin' });
    const straight = dawidSkene(labels, { classes: 3, model: 'one-coin' });
    if (!turned.defined || !straight.defined) throw new Error('both are defined');
    expect(turned.raters.map((rater) => rater.reliability)).toEqual(
      near(
        straight.raters.map((rater) => rater.reliability),
        10,
      ),
    );
  });

  it('says what it cannot tell', () => {
    const reason = (list: Label[]) => dawidSkene(list, { classes: 3 });
    expect(reason([])).toEqual({ defined: false, reason: 'no-answers' });
    expect(reason(labels.filter(({ raterId }) => raterId === '1'))).toMatchObject({
      reason: 'one-rater',
    });
    expect(reason(labels.map((label) => ({ ...label, label: 1 })))).toMatchObject({
      reason: 'one-answer-only',
    });
    expect(() => dawidSkene([{ raterId: 'a', itemId: 'b', label: 3 }], { classes: 3 })).toThrow(
      RangeError,
    );
  });
});
