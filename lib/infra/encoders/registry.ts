/** Which encoders this installation has, and whether each may be used. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  encoderDescriptionSchema,
  encoderFiles,
  type EncoderDescription,
} from '../../domain/encoders';
import { AppError } from '../../domain/errors';
import type { ExecutionProvider } from '../../domain/execution-provider';
import { hashOfFile } from '../models/file-hash';

/** Folder of the encoders that ship, from the root of the repository. */
export const MINIATURE_WEIGHTS = 'miniature/weights';

export interface UsableEncoder {
  usable: true;
  id: string;
  description: EncoderDescription;
  /** Folder of the description and its weights. */
  folder: string;
}
export interface UnusableEncoder {
  usable: false;
  id: string;
  /** Missing where the description itself cannot be read. */
  description?: EncoderDescription;
  /** One sentence: what is wrong and what to do. No file paths. */
  reason: string;
}
export type EncoderStatus = UsableEncoder | UnusableEncoder;

export interface EncoderRegistry {
  /** Every description found, or those of these ids, sorted by id, its weights verified. */
  list(only?: readonly string[]): Promise<EncoderStatus[]>;
  /** Ids of all descriptions found, sorted. Reads none of them, and no weights. */
  ids(): Promise<string[]>;
  /** A usable encoder. Throws `not-found` for an unknown id, `unavailable` for one that is broken. */
  get(id: string): Promise<UsableEncoder>;
}

/** Other files, such as tokenizers, have a second dot in their name. */
const DESCRIPTION_FILE = /^([a-z0-9-]+)\.json$/;

class FileRegistry implements EncoderRegistry {
  /** Path -> hash of the file as it was at this time and size. */
  private readonly hashes = new Map<
    string,
    { stamp: string; sha256: Promise<string | undefined> }
  >();

  constructor(
    private readonly folders: readonly string[],
    private readonly provider: ExecutionProvider,
  ) {}

  list(only?: readonly string[]): Promise<EncoderStatus[]> {
    const names = only && new Set(only.map((id) => `${id}.json`));
    return this.statuses((name) => names?.has(name) ?? true);
  }

  async ids(): Promise<string[]> {
    const names = (await Promise.all(this.folders.map(descriptionFiles))).flat();
    return [...new Set(names.map((name) => name.slice(0, -'.json'.length)))].sort();
  }

  private async statuses(wanted: (name: string) => boolean): Promise<EncoderStatus[]> {
    const found = new Map<string, EncoderStatus>();
    for (const folder of this.folders) {
      for (const name of (await descriptionFiles(folder)).filter(wanted)) {
        const status = await this.read(folder, name);
        const known = found.get(status.id);
        found.set(status.id, known ? twice(known) : status);
      }
    }
    return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  async get(id: string): Promise<UsableEncoder> {
    // Gigabytes of other encoders need not be hashed for this one.
    const [status] = await this.statuses((name) => name === `${id}.json`);
    if (!status) {
      throw new AppError(
        'not-found',
        `There is no encoder "${id}" here. Installed are ${(await this.ids()).join(', ') || 'none'}. Get others with "blindpair models pull", or register your own with "blindpair models add".`,
        { key: 'encoderAbsent', params: { encoder: id } },
      );
    }
    if (!status.usable) {
      throw new AppError('unavailable', status.reason, {
        key: 'encoderUnusable',
        params: { encoder: id, reason: status.reason },
      });
    }
    return status;
  }

  private async read(folder: string, name: string): Promise<EncoderStatus> {
    const id = name.slice(0, -'.json'.length);
    const unusable = (reason: string, description?: EncoderDescription): UnusableEncoder => ({
      usable: false,
      id,
      reason,
      ...(description && { description }),
    });
    const written = await readJson(join(folder, name));
    if (written === undefined) {
      return unusable(
        `The description of encoder "${id}" cannot be read as JSON. Restore the file, or remove the encoder and get it again: blindpair models remove ${id}.`,
      );
    }
    const parsed = encoderDescriptionSchema.safeParse(written);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      const where = issue?.path.length ? ` at "${issue.path.join('.')}"` : '';
      return unusable(
        `The description of encoder "${id}" is not valid${where}: ${issue?.message ?? 'unreadable'}. Correct the file.`,
      );
    }
    const description = computedBy(this.provider, parsed.data);
    if (description.id !== id) {
      return unusable(
        `The description file of encoder "${id}" names another id, "${description.id}". Rename one of them.`,
        description,
      );
    }
    for (const { file, sha256 } of encoderFiles(description)) {
      const actual = await this.hashOf(join(folder, file));
      if (actual === undefined) {
        return unusable(
          `Encoder "${id}" is unavailable: its file ${file} is missing. ${remedy(description)}`,
          description,
        );
      }
      if (actual !== sha256) {
        return unusable(
          `Encoder "${id}" is unavailable: its file ${file} is not the one described (SHA-256 differs). Nothing was computed with it. ${remedy(description)}`,
          description,
        );
      }
    }
    return { usable: true, id, description, folder };
  }

  private async hashOf(path: string): Promise<string | undefined> {
    const info = await stat(path).catch(() => undefined);
    if (!info?.isFile()) return undefined;
    const stamp = `${info.mtimeMs}:${info.size}`;
    const known = this.hashes.get(path);
    if (known?.stamp === stamp) return known.sha256;
    const sha256 = hashOfFile(path).then((found) => found?.sha256);
    this.hashes.set(path, { stamp, sha256 });
    // A failed read is not remembered; the next caller tries again.
    sha256.catch(() => this.hashes.delete(path));
    return sha256;
  }
}

/** What brings back a file of an encoder: the hub, where it came from there. */
export const remedy = ({ id, source }: EncoderDescription): string =>
  source
    ? `Download it again: blindpair models pull ${id}.`
    : 'Restore the file, or remove the encoder and add it again.';

async function descriptionFiles(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => DESCRIPTION_FILE.test(name)).sort();
  } catch (error) {
    // A models folder that is configured but not there yet holds no encoders.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Another processor rounds otherwise. Its name in the version, which is part of an embedding's key,
 * keeps its embeddings apart from those of the CPU.
 */
function computedBy(
  provider: ExecutionProvider,
  description: EncoderDescription,
): EncoderDescription {
  if (provider === 'cpu') return description;
  const { image } = description;
  const version = `${image.preprocessing.version}-on-${provider}`;
  return {
    ...description,
    image: { ...image, preprocessing: { ...image.preprocessing, version } },
  };
}

const twice = (status: EncoderStatus): UnusableEncoder => ({
  usable: false,
  id: status.id,
  reason: `Encoder "${status.id}" is described twice, so it is not clear which is meant. Remove or rename one.`,
});

/** Reads `<id>.json` in each folder; an id that occurs twice is unusable, never chosen by order. */
export const createEncoderRegistry = (
  folders: readonly string[],
  provider: ExecutionProvider = 'cpu',
): EncoderRegistry => new FileRegistry(folders, provider);
