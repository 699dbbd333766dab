/** The options of `mine` that say which encoders must agree. */
import { InvalidArgumentError } from 'commander';
import { MAX_ENCODERS, type AgreementRule } from '@/lib/domain/mining/agreement';
import { AppError } from '@/lib/domain/errors';

export function agreementRule(text: string): AgreementRule {
  if (text === 'all' || text === 'any') return text;
  if (/^[1-9][0-9]?$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be "all", "any" or a whole number of encoders.');
}

interface EncoderOptions {
  semantic: string;
  visual: string;
  agreeSemantic?: AgreementRule;
  agreeVisual?: AgreementRule;
}

/** As the fields of a run name them. */
export function encoderFields({ semantic, visual, agreeSemantic, agreeVisual }: EncoderOptions) {
  const [semanticEncoder, ...furtherSemantic] = listOf(semantic, '--semantic');
  const [visualEncoder, ...furtherVisual] = listOf(visual, '--visual');
  return {
    semanticEncoder,
    visualEncoder,
    ...(furtherSemantic.length > 0 && { furtherSemantic }),
    ...(furtherVisual.length > 0 && { furtherVisual }),
    ...(agreeSemantic !== undefined && { agreeSemantic }),
    ...(agreeVisual !== undefined && { agreeVisual }),
  };
}

function listOf(text: string, option: string): string[] {
  const ids = text.split(',').map((id) => id.trim());
  if (ids.includes('')) {
    throw new AppError(
      'invalid',
      `${option} has a comma with no encoder beside it. Write it as a,b,c.`,
    );
  }
  if (ids.length > MAX_ENCODERS) {
    throw new AppError(
      'invalid',
      `${option} names ${ids.length} encoders; ${MAX_ENCODERS} of a role is the most. Leave some out.`,
    );
  }
  return ids;
}
