/**
 * An entry of the catalogue: what is published about an encoder, and where its files are. Whatever
 * could not be found in public is null, never guessed; the first download then records and pins it.
 */
import { z } from 'zod';
import { ENCODER_ROLES, fillerSchema, imageOutputsSchema, preprocessingSchema } from '../encoders';

const text = z.string().min(1);
const repository = z.string().regex(/^[A-Za-z0-9._-]+\/[A-Za-z0-9._-]+$/, 'must be owner/name');
const revision = z
  .string()
  .regex(/^[0-9a-f]{40}$/)
  .nullable();

const hubFile = z.strictObject({
  /** In the repository. It is kept under the last part of this name. */
  path: z.string().regex(/^([A-Za-z0-9._-]+\/)*[A-Za-z0-9][A-Za-z0-9._-]*$/),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  bytes: z.int().positive().nullable(),
});
export type HubFile = z.infer<typeof hubFile>;

const graph = {
  graph: hubFile,
  /** Weights in files of their own, which the graph names. */
  data: z.array(hubFile).min(1).optional(),
  fillers: z.array(fillerSchema).min(1).optional(),
  input: text,
};

const hub = z.strictObject({
  repository,
  revision,
  image: z.strictObject({ ...graph, ...imageOutputsSchema }),
  text: z
    .strictObject({
      ...graph,
      attentionMask: text.optional(),
      output: text,
      tokenizer: hubFile,
    })
    .optional(),
});
export type HubExport = z.infer<typeof hub>;

const accuracy = z.strictObject({
  /** On ImageNet-1k: without training, by nearest neighbours, or by a linear classifier. */
  measure: z.enum(['zero-shot', 'k-nn', 'linear']),
  top1: z.number().min(0).max(100),
  source: text,
});

export const catalogueEntrySchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
    name: text,
    role: z.enum(ENCODER_ROLES),
    family: text,
    /** Its row in Table 1 of the paper. */
    paper: z.strictObject({ model: text, resolution: z.int().positive() }).optional(),
    /** What its authors published. */
    original: z.strictObject({ repository, revision }),
    /** Millions, both towers. */
    parameters: z.number().positive().nullable(),
    /** Pixels per side that the encoder sees. */
    resolution: z.int().positive(),
    /** Pixels per side of a patch; null for convolutional and mixed towers. */
    patch: z.int().positive().nullable(),
    dimensions: z.int().positive(),
    preprocessing: preprocessingSchema,
    /** What the embedding is, in words. */
    pooling: text,
    text: z
      .strictObject({
        tokenizer: text,
        contextLength: z.int().min(3),
        /** Its number is read from the tokenizer. */
        padToken: text,
        logitScale: z.number().positive().optional(),
      })
      .optional(),
    /** The published ONNX export; null where none was found. */
    hub: hub.nullable(),
    /** How to make one's own export, for `blindpair models add --like`. */
    export: z.strictObject({ sentence: text, command: text }).optional(),
    accuracy: z.array(accuracy),
    /** Where the figures come from: public documents. */
    sources: z.strictObject({ parameters: text, preprocessing: text }),
    license: text,
    notes: z.string(),
  })
  .refine((entry) => entry.hub !== null || entry.export !== undefined, {
    path: ['export'],
    error: 'must say how to export the encoder where no export is published',
  })
  .refine((entry) => (entry.role === 'semantic') === (entry.text !== undefined), {
    path: ['text'],
    error: 'must be there for semantic encoders, and only for them',
  });
export type CatalogueEntry = z.infer<typeof catalogueEntrySchema>;
