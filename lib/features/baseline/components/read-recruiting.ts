import { PAY_BASES, RECRUITMENTS, type Recruiting } from '@/lib/domain/recruiting';
import { MAX_PAY } from '../recruiting';

export type RecruitingErrors = Partial<Record<'payAmount' | 'payCurrency', string>>;
type Words = (key: 'payAmountWrong' | 'payCurrencyWrong') => string;

/** The form's fields of recruitment and pay; each that cannot be used gets a sentence in `errors`. */
export function readRecruiting(form: FormData, t: Words, errors: RecruitingErrors): Recruiting {
  const text = (name: string): string => String(form.get(name) ?? '').trim();
  const payBasis = PAY_BASES.find((one) => one === text('payBasis')) ?? null;
  const paid = payBasis === 'hour' || payBasis === 'study';
  const payAmount = paid ? Number(text('payAmount').replace(',', '.')) : null;
  const payCurrency = paid ? text('payCurrency').toUpperCase() : null;
  if (payAmount !== null && !(payAmount > 0 && payAmount <= MAX_PAY)) {
    errors.payAmount = t('payAmountWrong');
  }
  if (payCurrency !== null && !/^[A-Z]{3}$/.test(payCurrency)) {
    errors.payCurrency = t('payCurrencyWrong');
  }
  return {
    recruitment: RECRUITMENTS.find((one) => one === text('recruitment')) ?? null,
    recruitmentNote: text('recruitmentNote'),
    ...{ payBasis, payAmount, payCurrency },
  };
}
