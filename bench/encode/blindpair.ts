/** The product's own way from JPEG files to unit rows. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { COMPANY } from '@/lib/infra/encoders/company';
import { EncoderPool } from '@/lib/infra/encoders/pool';
import { createEncoderRegistry } from '@/lib/infra/encoders/registry';
import { OWN_FOLDER } from './folders';
import { readPhotographs } from './photographs';
import type { Contestant, Job } from './protocol';

/** So many rows are compared. */
const COMPARED = 4;

/**
 * Opens every session, hashes the weights, and lets each session compare company with solitude as often
 * as it ever does (three times): the others, too, have chosen their batch before the clock runs.
 */
const WARM_UP = 4 * COMPANY * availableParallelism();

export async function openBlindpair({ geometry, models, photographs }: Job): Promise<Contestant> {
  const registry = createEncoderRegistry([join(models, OWN_FOLDER)]);
  const pool = new EncoderPool({ registry });
  const images = await readPhotographs(photographs);
  await pool.encodeImages(
    geometry,
    Array.from({ length: WARM_UP }, (_, k) => images[k % images.length]!),
  );
  const { dimensions } = (await registry.get(geometry)).description;
  return {
    chosen: 'as installed',
    round: async () => pool.encodeImages(geometry, await readPhotographs(photographs)),
    rows: async () => {
      const rows = await pool.encodeImages(geometry, images.slice(0, COMPARED));
      return Array.from({ length: COMPARED }, (_, k) => [
        ...rows.subarray(k * dimensions, (k + 1) * dimensions),
      ]);
    },
  };
}
