/** The image towers that are measured, in the geometry of the published CLIP models. */
export interface Geometry {
  id: string;
  name: string;
  size: number;
  patch: number;
  width: number;
  layers: number;
  heads: number;
  /** Of the embedding. */
  dimensions: number;
  /** Per round. */
  images: number;
  /** To choose from in the warm-up, for those who let one choose. */
  batches: number[];
}

export const GEOMETRIES: readonly Geometry[] = [
  {
    id: 'vit-b32',
    name: 'ViT-B/32 at 224',
    size: 224,
    patch: 32,
    width: 768,
    layers: 12,
    heads: 12,
    dimensions: 512,
    images: 96,
    batches: [1, 4, 8, 16, 32],
  },
  {
    id: 'vit-l14',
    name: 'ViT-L/14 at 224',
    size: 224,
    patch: 14,
    width: 1024,
    layers: 24,
    heads: 16,
    dimensions: 768,
    images: 16,
    batches: [1, 2, 4, 8],
  },
];
