import { AppError } from '@/lib/domain/errors';
import { email, personName, slug } from './schemas';

/** Forms are checked at their action; the command line hands over what was typed. */
const RULES = {
  email: {
    schema: email,
    sentence: (given: string) =>
      `"${given}" is no e-mail address. Write it like name@example.org. Nothing was made.`,
  },
  slug: {
    schema: slug,
    sentence: (given: string) =>
      `"${given}" cannot be a project's address. Use 2 to 40 lower-case letters, digits and single hyphens between them, like street-scenes. Nothing was made.`,
  },
  name: {
    schema: personName,
    sentence: () => 'A name has 1 to 100 characters. Nothing was made.',
  },
} as const;

/** The value as it is stored, trimmed and folded. Throws 'invalid' with a sentence that says the rule. */
export function checkedInput(field: keyof typeof RULES, given: string): string {
  const { schema, sentence } = RULES[field];
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new AppError('invalid', sentence(given));
}
