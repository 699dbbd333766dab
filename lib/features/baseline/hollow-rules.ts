import { AppError } from '@/lib/domain/errors';
import { hollowRule, mostChecks, type RulesOfProtocol } from '@/lib/domain/study-protocol';

const SENTENCE = {
  qualifyWithoutPractice: () =>
    'The study asks for right practice items and has no practice, so nobody would be tested. Nothing was changed. Add practice pairs, or ask for 0 %.',
  checksTooMany: (most: number) =>
    `Attention checks stand between the screens of the study, and with so few pairs there is a place for ${most}. Nothing was changed. Ask for fewer checks.`,
  mistakesNeverTooMany: () =>
    'As many mistakes are allowed as there are attention checks, so nobody could make more. Nothing was changed. Allow fewer, add checks, or leave the rule out.',
} as const;

/** Throws 'invalid' for a rule that could decide nothing: the card would state it all the same. */
export function refuseHollowProtocol(protocol: RulesOfProtocol): void {
  const rule = hollowRule(protocol);
  if (!rule) return;
  const most = mostChecks(protocol.pairs ?? 0, protocol.presentation);
  throw new AppError('invalid', SENTENCE[rule](most), {
    key: rule,
    ...(rule === 'checksTooMany' ? { params: { most } } : {}),
  });
}
