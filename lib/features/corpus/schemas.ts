/** Shapes shared by forms, actions, routes and the command line. */
import { z } from 'zod';

const project = z.string().min(1);

export const batchFields = z.strictObject({
  source: z.string().trim().min(1, 'Say where the images come from.').max(500),
  licence: z.string().trim().min(1, 'Say under which licence they are.').max(200),
});
export type BatchFields = z.output<typeof batchFields>;

export const createBatchInput = batchFields.extend({ project });
export const batchInput = z.strictObject({ project, batchId: z.uuid() });

/** Of one uploaded file; its bytes are the request's body. */
export const uploadQuery = z.strictObject({
  batch: z.uuid(),
  /** Name, or path within the chosen folder. */
  name: z.string().min(1).max(500),
});

export const ingestPayload = z.strictObject({ batchId: z.uuid(), uploadKey: z.string().min(1) });
export type IngestPayload = z.output<typeof ingestPayload>;

export const IMAGE_SORTS = ['newest', 'name'] as const;
export type ImageSort = (typeof IMAGE_SORTS)[number];

/** State of the image list, as it stands in the address. Wrong values fall back to the default. */
export const imageListQuery = z.object({
  q: z.string().trim().max(200).catch(''),
  batch: z.uuid().optional().catch(undefined),
  sort: z.enum(IMAGE_SORTS).catch('newest'),
  after: z.string().max(800).optional().catch(undefined),
  before: z.string().max(800).optional().catch(undefined),
});
export type ImageListQuery = z.output<typeof imageListQuery>;

export const imageQuery = z.strictObject({
  w: z.coerce.number().int().min(1).max(65_535).optional(),
});

/** State of a batch report, as it stands in the address. */
export const reportQuery = z.object({
  outcome: z.enum(['ADDED', 'DUPLICATE', 'REFUSED']).optional().catch(undefined),
  after: z.uuid().optional().catch(undefined),
});
