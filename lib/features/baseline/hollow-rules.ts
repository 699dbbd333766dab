import { AppError } from '@/lib/domain/errors';
import { hollowRule } from '@/lib/domain/study-protocol';

const SENTENCE = {
  qualifyWithoutPractice:
    'The study asks for right practice items and has no practice, so nobody would be tested. Nothing was changed. Add practice pairs, or ask for 0 %.',
  mistakesNeverTooMany:
    'As many mistakes are allowed as there are attention checks, so nobody could make more. Nothing was changed. Allow fewer, add checks, or leave the rule out.',
} as const;

/** Throws 'invalid' for a rule that could decide nothing: the card would state it all the same. */
export function refuseHollowProtocol(protocol: Parameters<typeof hollowRule>[0]): void {
  const rule = hollowRule(protocol);
  if (rule) throw new AppError('invalid', SENTENCE[rule], { key: rule });
}
