import { embeddingKey, type EmbeddingKey, type EncoderRole } from '@/lib/domain/encoders';
import { AppError } from '@/lib/domain/errors';
import { agreementOf } from '@/lib/domain/mining/agreement';
import type { Ctx } from '@/lib/infra/context';
import { importedEncoders } from '@/lib/infra/embeddings/imported';
import type { EncoderRegistry } from '@/lib/infra/encoders/registry';
import type { RunEncoders } from '@/lib/infra/run-encoders';
import type { MiningFields } from './schemas';

/**
 * The embeddings that a run compares, and how many encoders must agree: of encoders that are installed, or
 * whose embeddings the project has imported. Throws `not-found`, `unavailable`, `unprocessable` for one of
 * the wrong role, and `invalid` for one named twice and an agreement that cannot be met.
 */
export async function encoderKeys(
  ctx: Pick<Ctx, 'db'>,
  input: Pick<
    MiningFields,
    | 'semanticEncoder'
    | 'furtherSemantic'
    | 'agreeSemantic'
    | 'visualEncoder'
    | 'furtherVisual'
    | 'agreeVisual'
  > & { projectId: string },
  encoders: EncoderRegistry,
): Promise<RunEncoders> {
  const keyOf = async (id: string, role: EncoderRole): Promise<EmbeddingKey> => {
    const [imported] = await importedEncoders(ctx.db, input.projectId, id);
    if (imported) {
      if ((await encoders.list()).some((installed) => installed.id === id)) throw twice(id);
      assertRole(imported, role);
      return imported.key;
    }
    const { description } = await encoders.get(id);
    assertRole(description, role);
    return embeddingKey(description);
  };
  const keysOf = async (ids: readonly string[], role: EncoderRole): Promise<EmbeddingKey[]> => {
    const repeated = ids.find((id, k) => ids.indexOf(id) !== k);
    if (repeated !== undefined) throw namedTwice(repeated);
    const keys: EmbeddingKey[] = [];
    for (const id of ids) keys.push(await keyOf(id, role));
    return keys;
  };
  const semantic = [input.semanticEncoder, ...(input.furtherSemantic ?? [])];
  const visual = [input.visualEncoder, ...(input.furtherVisual ?? [])];
  return {
    semantic: await keysOf(semantic, 'semantic'),
    visual: await keysOf(visual, 'visual'),
    agreement: {
      semantic: agreementOf(input.agreeSemantic ?? 'all', semantic.length),
      visual: agreementOf(input.agreeVisual ?? 'all', visual.length),
    },
  };
}

function assertRole(encoder: { name: string; role: EncoderRole }, role: EncoderRole): void {
  if (encoder.role === role) return;
  throw new AppError(
    'unprocessable',
    `"${encoder.name}" is a ${encoder.role} encoder and cannot serve as the ${role} one. Choose another.`,
    { key: 'encoderRole', params: { encoder: encoder.name, role } },
  );
}

const twice = (id: string): AppError =>
  new AppError(
    'conflict',
    `"${id}" is an encoder that is installed and one whose embeddings were imported, so it is not clear which is meant. Nothing was mined. Give the installed one another id.`,
    { key: 'encoderTwice', params: { encoder: id } },
  );

const namedTwice = (id: string): AppError =>
  new AppError(
    'invalid',
    `"${id}" was named twice, and an encoder agrees with itself. Name each encoder once.`,
    { key: 'encoderNamedTwice', params: { encoder: id } },
  );
