import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { planCorpus, renderCorpus, type CorpusOptions } from './corpus';
import { SCENE_SIZE } from './frame';
import { planScenes } from './plan';
import { SceneRenderer } from './render';

async function rendered(options: CorpusOptions) {
  const files = new Map<string, string>();
  const truth = await renderCorpus(options, async (file, png) => {
    files.set(file, createHash('sha256').update(png).digest('hex'));
  });
  return { files: [...files].sort(), truth };
}

describe('the demonstration corpus', () => {
  it('is the same bytes for the same seed and other bytes for another', async () => {
    const [first, second, other] = [
      await rendered({ count: 40, seed: 7 }),
      await rendered({ count: 40, seed: 7 }),
      await rendered({ count: 40, seed: 8 }),
    ];
    expect(second).toEqual(first);
    expect(first.files.some(([, hash]) => other.files.some(([, h]) => h === hash))).toBe(false);
  }, 60_000);

  it('hands over every scene once, under names that do not follow the bases', async () => {
    const plan = planCorpus({ count: 600, seed: 3 });
    const names = plan.map((scene) => scene.file).sort();
    expect(names).toEqual(
      Array.from({ length: 600 }, (_, i) => `scene-${String(i + 1).padStart(4, '0')}.png`),
    );
    const byName = [...plan].sort((a, b) => (a.file < b.file ? -1 : 1));
    const neighbours = byName.filter((s, i) => s.base.id === byName[i + 1]?.base.id).length;
    // In drawing order about 480 of 599 neighbours share their base; by chance about 5 do.
    expect(neighbours).toBeLessThan(20);
    const { files, truth } = await rendered({ count: 12, seed: 3 });
    expect(truth.map((scene) => scene.file)).toEqual(files.map(([file]) => file));
  });

  it('asks nothing again that is there already, and stops when it is told to', async () => {
    const options = { count: 30, seed: 5 };
    const all = await rendered(options);
    const kept = all.files.slice(0, 20).map(([file]) => file);
    const rest = await rendered({ ...options, has: (file) => kept.includes(file) });
    expect(rest.files).toEqual(all.files.slice(20));
    expect(rest.truth).toEqual(all.truth);
    const signal = AbortSignal.abort(new Error('stopped'));
    await expect(rendered({ ...options, signal })).rejects.toThrow('stopped');
  }, 60_000);

  it('rejects when a file cannot be written', async () => {
    const full = async () => {
      throw new Error('No space left on device');
    };
    await expect(renderCorpus({ count: 20, seed: 5 }, full)).rejects.toThrow('No space left');
  });
});

describe('a rendered scene', () => {
  it('does not depend on the scenes that were rendered before it', async () => {
    const scenes = planScenes({ count: 12, seed: 99 });
    const warm = new SceneRenderer();
    for (const scene of scenes) await warm.render(scene.base, scene.details, scene.cameraSeed);
    for (const { base, details, cameraSeed } of scenes.slice(3, 6)) {
      const cold = await new SceneRenderer().render(base, details, cameraSeed);
      expect(cold.length).toBe(SCENE_SIZE * SCENE_SIZE * 3);
      expect(Buffer.compare(await warm.render(base, details, cameraSeed), cold)).toBe(0);
    }
  });

  it('hardly changes with the camera alone', async () => {
    const renderer = new SceneRenderer();
    const pairs = planScenes({ count: 80, seed: 12 });
    for (const [i, near] of pairs.entries()) {
      const original = pairs[i - 1];
      if (near.variant !== 'near-duplicate' || !original) continue;
      expect(near.details).toEqual(original.details);
      const [a, b] = [
        await renderer.render(original.base, original.details, original.cameraSeed),
        await renderer.render(near.base, near.details, near.cameraSeed),
      ];
      // Means of 56 x 56 pixel fields: a shake of up to ten pixels moves edges within a field.
      const means = (data: Uint8Array) => {
        const fields = new Float64Array(64);
        data.forEach((v, k) => {
          const [x, y] = [Math.floor(k / 3) % SCENE_SIZE, Math.floor(k / 3 / SCENE_SIZE)];
          fields[Math.floor(y / 56) * 8 + Math.floor(x / 56)]! += v / (56 * 56 * 3);
        });
        return fields;
      };
      const [one, two] = [means(a), means(b)];
      const mean = one.reduce((sum, v, k) => sum + Math.abs(v - two[k]!), 0) / 64;
      expect(mean).toBeLessThan(20);
      expect(Buffer.compare(a, b)).not.toBe(0);
    }
  }, 60_000);
});
