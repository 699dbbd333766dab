import { embeddingKey, type EmbeddingKey, type EncoderRole } from '@/lib/domain/encoders';
import { AppError } from '@/lib/domain/errors';
import type { Ctx } from '@/lib/infra/context';
import { importedEncoders } from '@/lib/infra/embeddings/imported';
import type { EncoderRegistry } from '@/lib/infra/encoders/registry';

/**
 * The embeddings that a run compares: of encoders that are installed, or whose embeddings the project
 * has imported. Throws `not-found`, `unavailable`, and `unprocessable` for one of the wrong role.
 */
export async function encoderKeys(
  ctx: Pick<Ctx, 'db'>,
  input: { projectId: string; semanticEncoder: string; visualEncoder: string },
  encoders: EncoderRegistry,
): Promise<{ semantic: EmbeddingKey; visual: EmbeddingKey }> {
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
  return {
    semantic: await keyOf(input.semanticEncoder, 'semantic'),
    visual: await keyOf(input.visualEncoder, 'visual'),
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
