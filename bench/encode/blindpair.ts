/** The product's own way from JPEG files to unit rows. */
import { join } from 'node:path';
import { EncoderPool } from '@/lib/infra/encoders/pool';
import { createEncoderRegistry } from '@/lib/infra/encoders/registry';
import { OWN_FOLDER } from './folders';
import { readPhotographs } from './photographs';
import type { Contestant, Job } from './protocol';

/** So many rows are compared. */
const COMPARED = 4;

export async function openBlindpair({ geometry, models, photographs }: Job): Promise<Contestant> {
  const registry = createEncoderRegistry([join(models, OWN_FOLDER)]);
  const pool = new EncoderPool({ registry });
  const images = await readPhotographs(photographs);
  // Opens the session, compares company with solitude, and hashes the weights.
  await pool.encodeImages(geometry, images.slice(0, 8));
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
