import { expect, it } from 'vitest';
import { payPerHour, recruitingOnCard } from './recruiting';

const nothing = {
  ...{ recruitment: null, recruitmentNote: '' },
  ...{ payBasis: null, payAmount: null, payCurrency: null },
};

it('leaves nothing out in silence: what was not said is said to be missing, unpaid is not missing', () => {
  expect(recruitingOnCard(nothing)).toEqual({ recruitment: 'not recorded', pay: 'not recorded' });
  expect(recruitingOnCard({ ...nothing, payBasis: 'unpaid' }).pay).toEqual({ basis: 'unpaid' });
  expect(
    recruitingOnCard({
      ...{ recruitment: 'prolific', recruitmentNote: 'UK' },
      ...{ payBasis: 'hour', payAmount: 9.5, payCurrency: 'GBP' },
    }),
  ).toEqual({
    recruitment: { from: 'prolific', note: 'UK' },
    pay: { basis: 'hour', amount: 9.5, currency: 'GBP' },
  });
});

it('keeps what was written about people who fit no word', () => {
  expect(recruitingOnCard({ ...nothing, recruitmentNote: 'a club' }).recruitment).toEqual({
    ...{ from: 'other', note: 'a club' },
  });
});

it('turns pay for a whole study into pay per hour', () => {
  expect(payPerHour({ basis: 'study', amount: 6 }, 0.5)).toBe(12);
  expect(payPerHour({ basis: 'hour', amount: 9 }, 0.5)).toBe(9);
  expect(payPerHour({ basis: 'unpaid', amount: null }, 0.5)).toBe(0);
  expect(payPerHour({ basis: 'study', amount: 6 }, 0)).toBeNull();
  expect(payPerHour({ basis: null, amount: null }, 1)).toBeNull();
});
