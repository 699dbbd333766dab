/** Encoders of which a project has embeddings that were computed elsewhere, and nothing to run. */
import { ENCODER_ROLES, type EmbeddingKey, type EncoderRole } from '@/lib/domain/encoders';
import type { Db } from '../db/client';
import type { EncoderRegistry } from '../encoders/registry';

export interface ImportedEncoder {
  name: string;
  role: EncoderRole;
  dimensions: number;
  key: EmbeddingKey;
}

type ReadDb = { importedEncoder: Pick<Db['importedEncoder'], 'findMany'> };

/** Of a project, by id; `encoderId` narrows it to one. */
export async function importedEncoders(
  db: ReadDb,
  projectId: string,
  encoderId?: string,
): Promise<ImportedEncoder[]> {
  const rows = await db.importedEncoder.findMany({
    where: { projectId, ...(encoderId === undefined ? {} : { encoderId }) },
    orderBy: { encoderId: 'asc' },
  });
  return rows.map(({ name, role, dimensions, encoderId: id, weightsHash, preprocessing }) => ({
    name,
    // A check constraint holds the column to these.
    role: ENCODER_ROLES.find((known) => known === role) ?? 'semantic',
    dimensions,
    key: { encoderId: id, weightsHash, preprocessing },
  }));
}

/** The imported encoder of this id where nothing of that id can be run here; else null. */
export async function embeddingsOnly(
  ctx: { db: ReadDb; encoders: Pick<EncoderRegistry, 'list'> },
  projectId: string,
  encoderId: string,
): Promise<ImportedEncoder | null> {
  const [imported] = await importedEncoders(ctx.db, projectId, encoderId);
  if (!imported) return null;
  const installed = (await ctx.encoders.list()).some(({ id }) => id === encoderId);
  return installed ? null : imported;
}
