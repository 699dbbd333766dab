/** Every published encoder that Blindpair knows, in the order in which they are shown. */
import { DINOV2 } from './dinov2';
import { DINOV3 } from './dinov3';
import { LARGE } from './large';
import { MOBILECLIP } from './mobileclip';
import { OPENAI } from './openai';
import type { CatalogueEntry } from './schema';
import { SIGLIP } from './siglip';
import { TINYCLIP } from './tinyclip';

export const CATALOGUE: readonly CatalogueEntry[] = [
  ...OPENAI,
  ...SIGLIP,
  ...LARGE,
  ...MOBILECLIP,
  ...TINYCLIP,
  ...DINOV2,
  ...DINOV3,
];

export const catalogueEntry = (id: string): CatalogueEntry | undefined =>
  CATALOGUE.find((entry) => entry.id === id);
