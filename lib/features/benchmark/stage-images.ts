/** Decodes the images of a benchmark before anything of it is stored for good. */
import { refusalSentence, type ImageFormat } from '@/lib/domain/image-rules';
import type { Ctx } from '@/lib/infra/context';
import { env } from '@/lib/infra/env';
import type { SourceFile } from '@/lib/infra/file-source';
import { normaliseImage, sha256, type Encoded } from '@/lib/infra/images/normalise';

type Blob = Omit<Encoded, 'data'> & { bytes: number };
export interface StagedImage {
  /** Of its row. */
  index: number;
  name: string;
  originalSha256: string;
  format: ImageFormat;
  served: Blob;
  variants: Blob[];
}

/** Holds normalised bytes under keys of its own until they may become blobs. */
export interface Staging {
  images: Map<number, StagedImage>;
  /** A sentence per image that cannot be taken. */
  problems: string[];
  bytesOf(sha256: string): Promise<Buffer>;
  /** Removes all that was held. */
  clear(): Promise<void>;
}

export async function stageImages(
  ctx: Ctx,
  files: ReadonlyMap<number, SourceFile>,
  { signal, onProgress }: { signal?: AbortSignal; onProgress?: Progress },
): Promise<Staging> {
  const prefix = `imports/${ctx.rng.uuid()}`;
  const keyOf = (hash: string): string => `${prefix}/${hash}`;
  const kept = new Set<string>();
  const staging: Staging = {
    images: new Map(),
    problems: [],
    bytesOf: (hash) => ctx.storage.get(keyOf(hash)),
    clear: async () => {
      for (const key of kept) await ctx.storage.delete(key);
    },
  };
  try {
    for (const [index, file] of [...files].sort(([one], [two]) => one - two)) {
      signal?.throwIfAborted();
      const content = file.refused ?? (await file.read());
      const made = Buffer.isBuffer(content)
        ? await normaliseImage(content, env().MAX_MEGAPIXELS)
        : { refused: content };
      if ('refused' in made || !Buffer.isBuffer(content)) {
        const why = 'refused' in made ? refusalSentence(made.refused) : '';
        staging.problems.push(`${file.name}: ${why}`);
        continue;
      }
      const { format, served, variants } = made.image;
      for (const { sha256: hash, data } of [served, ...variants]) {
        kept.add(keyOf(hash));
        await ctx.storage.put(keyOf(hash), data);
      }
      staging.images.set(index, {
        index,
        name: file.name,
        originalSha256: sha256(content),
        format,
        served: withoutData(served),
        variants: variants.map(withoutData),
      });
      await onProgress?.(staging.images.size + staging.problems.length, files.size);
    }
    return staging;
  } catch (error) {
    await staging.clear();
    throw error;
  }
}

export type Progress = (done: number, total: number) => void | Promise<void>;

const withoutData = ({ data, ...rest }: Encoded): Blob => ({ ...rest, bytes: data.length });
