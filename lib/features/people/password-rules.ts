import { AppError } from '@/lib/domain/errors';

export const PASSWORD_MIN = 10;
/** Bounds the work of one hash; longer than any passphrase. */
export const PASSWORD_MAX = 200;

/** The first guesses of published attack lists that are long enough to pass the length rule. */
const GUESSED_FIRST = new Set([
  '1234567890',
  '12345678910',
  '0123456789',
  '0987654321',
  '123123123123',
  'password12',
  'password123',
  'password1234',
  'passwordpassword',
  'qwertyuiop',
  'qwerty12345',
  'qwerty123456',
  '1q2w3e4r5t',
  '1qaz2wsx3edc',
  'iloveyou123',
  'letmein1234',
  'welcome1234',
  'administrator',
  'changeme123',
  'blindpair123',
]);

export type PasswordProblem =
  'passwordShort' | 'passwordLong' | 'passwordPersonal' | 'passwordGuessed';

const SENTENCE: Record<PasswordProblem, string> = {
  passwordShort: `Use at least ${PASSWORD_MIN} characters.`,
  passwordLong: `Use at most ${PASSWORD_MAX} characters.`,
  passwordPersonal: 'This is made of your name or e-mail address. Choose something else.',
  passwordGuessed:
    'This is one of the first passwords that anyone would try. Choose something else.',
};

/**
 * Length, not character classes (NIST SP 800-63B, 5.1.1.2): rules about symbols make passwords that
 * people forget and machines guess.
 */
export function passwordProblem(
  password: string,
  person: { email: string; name: string },
): PasswordProblem | null {
  const length = [...password].length;
  if (length < PASSWORD_MIN) return 'passwordShort';
  if (length > PASSWORD_MAX) return 'passwordLong';
  const folded = password.toLowerCase().replace(/[\s._-]/g, '');
  const email = person.email.toLowerCase();
  const own = [email, email.split('@')[0] ?? '', person.name.toLowerCase()]
    .map((part) => part.replace(/[\s._-]/g, ''))
    .filter((part) => part.length >= 3);
  const rest = own.reduce((left, part) => left.replaceAll(part, ''), folded);
  if (rest.length < folded.length && rest.length < 4) return 'passwordPersonal';
  if (GUESSED_FIRST.has(folded) || new Set(folded).size < 4) return 'passwordGuessed';
  return null;
}

/** Throws 'invalid' with the field's sentence. */
export function refuseWeakPassword(
  password: string,
  person: { email: string; name: string },
  field = 'password',
): void {
  const problem = passwordProblem(password, person);
  if (problem === null) return;
  throw new AppError('invalid', SENTENCE[problem], {
    key: problem,
    params: { min: PASSWORD_MIN, max: PASSWORD_MAX },
    fields: { [field]: SENTENCE[problem] },
  });
}
