/** What an import of embeddings says about them. */
import { z } from 'zod';
import { ENCODER_ROLES } from '@/lib/domain/encoders';
import { MATCH_KEYS } from '@/lib/domain/match-images';

const words = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens')
  .max(100);

export const importFields = z.strictObject({
  encoderId: words,
  /** Shown to people; the id where absent. */
  name: z.string().trim().min(1).max(200).optional(),
  role: z.enum(ENCODER_ROLES),
  weightsHash: z
    .string()
    .toLowerCase()
    .regex(/^[0-9a-f]{64}$/, 'must be a SHA-256, 64 hexadecimal digits'),
  preprocessing: words.default('imported'),
  /** What the rows are matched by; read from the rows where absent. */
  key: z.enum(MATCH_KEYS).optional(),
  keyColumn: z.string().min(1).optional(),
  embeddingColumn: z.string().min(1).optional(),
  /** File with the keys, beside one .npy or .npz. */
  ids: z.string().min(1).optional(),
  /** Store what there is although some images have no row. */
  allowMissing: z.boolean().default(false),
});
export type ImportFields = z.output<typeof importFields>;
