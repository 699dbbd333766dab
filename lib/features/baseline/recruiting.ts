import { z } from 'zod';
import { PAY_BASES, RECRUITMENTS, type Recruiting } from '@/lib/domain/recruiting';

/** More is a slip of the hand; the currency with the smallest unit in use is some 25,000 to the euro. */
export const MAX_PAY = 100_000_000;

/** How raters are found and what they get. All may be left open; a card then says so. */
export const recruitingFields = z
  .strictObject({
    recruitment: z.enum(RECRUITMENTS).nullable(),
    recruitmentNote: z.string().trim().max(500),
    payBasis: z.enum(PAY_BASES).nullable(),
    payAmount: z.number().positive().max(MAX_PAY).nullable(),
    payCurrency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .nullable(),
  })
  .refine(
    ({ payBasis, payAmount, payCurrency }) =>
      payBasis === null || payBasis === 'unpaid'
        ? payAmount === null && payCurrency === null
        : payAmount !== null && payCurrency !== null,
    { path: ['payAmount'], error: 'Pay has an amount and a currency; unpaid work has neither.' },
  );

export const UNSTATED: Recruiting = {
  recruitment: null,
  recruitmentNote: '',
  payBasis: null,
  payAmount: null,
  payCurrency: null,
};

export const RECRUITING_COLUMNS = {
  recruitment: true,
  recruitmentNote: true,
  payBasis: true,
  payAmount: true,
  payCurrency: true,
} as const;

/** Of a study's row, whose columns the database holds to the same words. */
export function recruitingOf(row: Record<keyof Recruiting, unknown>): Recruiting {
  const { recruitment, recruitmentNote, payBasis, payAmount, payCurrency } = row;
  return recruitingFields.parse({
    ...{ recruitment, recruitmentNote, payBasis, payAmount, payCurrency },
  });
}
