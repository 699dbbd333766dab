import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { KindId } from './kinds';
import { planScenes, SPLITS } from './plan';
import { deriveQuestion } from './questions';

const plan = planScenes({ ...SPLITS.test, count: 6000, seed: 5 });
const originals = new Map(
  plan.filter((scene) => scene.variant === 'original').map((scene) => [scene.base.id, scene]),
);
const derived = plan
  .filter((scene) => scene.pattern !== null)
  .map((scene) => ({
    scene,
    found: deriveQuestion(scene.base, originals.get(scene.base.id)!.details, scene.details),
  }));

describe('a question derived from the truth', () => {
  it('exists for every single-detail pair, and names the detail that differs', () => {
    for (const { scene, found } of derived) {
      expect(found?.kind).toBe(scene.variant);
      expect(found?.pattern).toBe(scene.pattern);
    }
    expect(new Set(derived.map(({ found }) => found?.kind)).size).toBeGreaterThan(30);
  });

  it('has two different options and two different statements', () => {
    for (const { found } of derived) {
      const [a, b] = found!.options;
      expect(a, found!.question).not.toBe(b);
      expect(found!.statements[0]).not.toBe(found!.statements[1]);
      expect(found!.question).toMatch(/^[A-Z].*\?$/);
      expect(`${found!.question} ${found!.options} ${found!.statements}`).not.toMatch(
        /undefined|null/,
      );
    }
  });

  it('swaps its answers when the scenes are swapped', () => {
    for (const { scene, found } of derived.slice(0, 500)) {
      const original = originals.get(scene.base.id)!.details;
      const swapped = deriveQuestion(scene.base, scene.details, original)!;
      expect([...swapped.options].reverse()).toEqual(found!.options);
      const kind: KindId = found!.kind;
      // The nouns of statements follow the number of the first scene's objects.
      if (kind !== 'count') expect([...swapped.statements].reverse()).toEqual(found!.statements);
    }
  });

  it('is none for a near-duplicate, and none where two details differ', () => {
    const burst = plan.filter((scene) => scene.base.id === derived[0]!.scene.base.id);
    const [original, near, one, two] = burst;
    expect(deriveQuestion(original!.base, original!.details, near!.details)).toBeNull();
    expect(deriveQuestion(original!.base, one!.details, two!.details)).toBeNull();
  });

  it('is used by nothing that people see', () => {
    const root = join(import.meta.dirname, '../..');
    const users: string[] = [];
    for (const area of ['app', 'lib', 'cli', 'prisma']) {
      for (const file of readdirSync(join(root, area), { recursive: true, encoding: 'utf8' })) {
        // The measurement of the encoders reads the truth; it shows nothing to anybody.
        if (!/\.tsx?$/.test(file) || file.startsWith('miniature')) continue;
        if (readFileSync(join(root, area, file), 'utf8').includes('scenes/questions'))
          users.push(file);
      }
    }
    expect(users).toEqual([]);
  });
});
