import { describe, expect, it } from 'vitest';
import { PAPER_TABLE_1 } from '../paper-figures';
import { CATALOGUE } from '.';
import { catalogueEntrySchema } from './schema';

const hubFilesOf = (hub: NonNullable<(typeof CATALOGUE)[number]['hub']>) => [
  hub.image.graph,
  ...(hub.image.data ?? []),
  ...(hub.text ? [hub.text.graph, ...(hub.text.data ?? []), hub.text.tokenizer] : []),
];

describe('the catalogue', () => {
  it.each(CATALOGUE)('describes $id as the schema asks, hashes and revisions in full', (entry) => {
    expect(catalogueEntrySchema.safeParse(entry).error).toBeUndefined();
  });

  it('has each id once', () => {
    const ids = CATALOGUE.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("has the ten models of the paper's Table 1, with its parameters and accuracies", () => {
    for (const row of PAPER_TABLE_1) {
      const found = CATALOGUE.filter(
        ({ paper }) => paper?.model === row.model && paper.resolution === row.resolution,
      );
      expect(found, `${row.model} ${row.resolution}`).toHaveLength(1);
      const [entry] = found;
      expect(entry?.resolution).toBe(row.resolution);
      expect(Math.round((entry?.parameters ?? 0) * 10) / 10).toBe(row.params);
      // The paper prints 80.6 for MetaCLIP ViT-H/14, open_clip's table 80.51.
      expect(Math.abs((entry?.accuracy[0]?.top1 ?? 0) - row.imagenet)).toBeLessThan(0.1);
    }
    expect(CATALOGUE.filter(({ paper }) => paper)).toHaveLength(PAPER_TABLE_1.length);
  });

  it('has both roles for every purse: small and large, with an export to download', () => {
    const offered = CATALOGUE.filter(({ hub }) => hub);
    for (const role of ['semantic', 'visual'] as const) {
      const sizes = offered.filter((entry) => entry.role === role).map((e) => e.parameters ?? 0);
      expect(sizes.some((size) => size > 0 && size < 60)).toBe(true);
      expect(sizes.some((size) => size >= 300)).toBe(true);
    }
  });

  it.each(CATALOGUE)('shows $id to itself at the resolution it was trained for', (entry) => {
    const { preprocessing, resolution, patch, hub, dimensions } = entry;
    expect(preprocessing.crop).toBe(resolution);
    const tokens = hub?.image.tokens;
    if (!tokens) return;
    const side = Math.floor(resolution / (patch ?? NaN));
    expect([tokens.rows, tokens.columns, tokens.channels]).toEqual([side, side, dimensions]);
  });

  it('names a version of preprocessing for one set of steps only', () => {
    const steps = new Map<string, string>();
    for (const { preprocessing } of CATALOGUE) {
      const { version, ...rest } = preprocessing;
      const known = steps.get(version) ?? JSON.stringify(rest);
      expect(JSON.stringify(rest)).toBe(known);
      steps.set(version, known);
    }
  });

  it('keeps files of different content under different names', () => {
    for (const { hub } of CATALOGUE) {
      if (!hub) continue;
      const paths = new Set(hubFilesOf(hub).map(({ path }) => path));
      const names = new Set([...paths].map((path) => path.split('/').at(-1)));
      expect(names.size).toBe(paths.size);
    }
  });

  it('knows of every encoder what its authors published, and lacks the revisions of six exports', () => {
    const lacking = CATALOGUE.filter(
      ({ original, parameters, accuracy }) =>
        original.revision === null || parameters === null || accuracy.length === 0,
    );
    expect(lacking.map(({ id }) => id)).toEqual([]);
    // docs/encoders.md names them and says why.
    const unpinned = CATALOGUE.filter(({ hub }) => hub?.revision === null);
    expect(unpinned.map(({ id }) => id)).toEqual([
      'openai-vit-b16-224',
      'openai-vit-l14-336',
      'siglip-so400m-14-384',
      'siglip2-so400m-14-384',
      'dinov2-base-reg',
      'dinov3-vitl16',
    ]);
  });

  it('has no hash of a file of which it does not know the revision, but for one', () => {
    // Of that one a public duplicate exists; SigLIP 2 shares one tokenizer among all sizes.
    const unpinned = CATALOGUE.filter(
      ({ hub }) => hub?.revision === null && hub.image.graph.sha256 !== null,
    );
    expect(unpinned.map(({ id }) => id)).toEqual(['openai-vit-l14-336']);
  });
});
