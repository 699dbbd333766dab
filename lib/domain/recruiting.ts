/** How the raters of a study were found and what they got: what reports on people have to state. */

export const RECRUITMENTS = [
  'staff',
  'volunteers',
  'students',
  'prolific',
  'mturk',
  'other',
] as const;
export type Recruitment = (typeof RECRUITMENTS)[number];

export const PAY_BASES = ['unpaid', 'hour', 'study'] as const;
export type PayBasis = (typeof PAY_BASES)[number];

/** As a study's row has it. Null where nobody said it. */
export interface Recruiting {
  recruitment: Recruitment | null;
  recruitmentNote: string;
  payBasis: PayBasis | null;
  /** Null where unpaid. */
  payAmount: number | null;
  /** ISO 4217. */
  payCurrency: string | null;
}

export type CardRecruitment = { from: Recruitment; note: string } | 'not recorded';
export type CardPay =
  | { basis: 'unpaid' }
  | { basis: 'hour' | 'study'; amount: number; currency: string }
  | 'not recorded';

/** For a card, which leaves nothing out in silence. */
export function recruitingOnCard(row: {
  recruitment: string | null;
  recruitmentNote: string;
  payBasis: string | null;
  payAmount: number | null;
  payCurrency: string | null;
}): { recruitment: CardRecruitment; pay: CardPay } {
  const said = RECRUITMENTS.find((one) => one === row.recruitment);
  const from = said ?? (row.recruitmentNote === '' ? undefined : 'other');
  const basis = PAY_BASES.find((one) => one === row.payBasis);
  const { payAmount: amount, payCurrency: currency } = row;
  return {
    recruitment: from ? { from, note: row.recruitmentNote } : 'not recorded',
    pay:
      basis === 'unpaid'
        ? { basis }
        : basis && amount !== null && currency !== null
          ? { basis, amount, currency }
          : 'not recorded',
  };
}

/**
 * What an hour costs; null where pay is not stated. Pay for the whole study is divided by the hours that
 * one rater works, null where they are not known.
 */
export function payPerHour(
  pay: { basis: PayBasis | null; amount: number | null },
  hoursPerRater: number,
): number | null {
  if (pay.basis === 'unpaid') return 0;
  if (pay.amount === null) return null;
  if (pay.basis === 'hour') return pay.amount;
  return pay.basis === 'study' && hoursPerRater > 0 ? pay.amount / hoursPerRater : null;
}
