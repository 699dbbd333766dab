import { describe, expect, it } from 'vitest';
import { caption, fullCaption, sparseCaption, type Mention } from './captions';
import { CLASSES } from './classes';
import { KIND_IDS, KINDS, type KindId } from './kinds';
import { plural, withArticle } from './phrases';
import { planScenes, SPLITS, type PlannedScene } from './plan';
import { sceneRng } from './rng';
import { isSeen } from './scene';

const plan = planScenes(SPLITS.test);
const originals = new Map(
  plan.filter((scene) => scene.variant === 'original').map((scene) => [scene.base.id, scene]),
);
const changes = plan.filter((scene) => scene.pattern !== null);

/** Kinds that speak of the same thing: whoever hides one hides the others. */
const TOGETHER: Partial<Record<KindId, readonly KindId[]>> = {
  view: ['heading'],
  sign: ['word', 'time', 'number', 'road-sign', 'sign-color', 'sign-shape'],
};

function without(scene: PlannedScene, kind: KindId): string {
  const hidden = new Set<Mention>([kind, ...(TOGETHER[kind] ?? [])]);
  return caption(scene.base, scene.details, {
    has: (what) => !hidden.has(what),
    choose: (options) => options.at(-1)!,
  });
}

describe('a caption', () => {
  it('gives nothing away of a detail that it does not mention', () => {
    for (const scene of changes) {
      const kind = scene.variant as KindId;
      const original = originals.get(scene.base.id)!;
      expect(without(scene, kind), kind).toBe(without(original, kind));
    }
  });

  it('tells the two scenes apart when it mentions what differs', () => {
    for (const scene of changes) {
      const original = originals.get(scene.base.id)!;
      expect(fullCaption(scene.base, scene.details), scene.variant).not.toBe(
        fullCaption(original.base, original.details),
      );
    }
  });

  it('always names the main object', () => {
    const rng = sceneRng(1);
    const names = new Set<string>();
    for (const { base, details } of plan) {
      const plain = caption(base, details, {
        has: () => false,
        choose: (options) => options[0]!,
      });
      names.add(base.main);
      expect(
        [base.main, plural(base.main)].some((name) => plain.includes(name)),
        plain,
      ).toBe(true);
      expect(sparseCaption(rng, base, details).length).toBeGreaterThan(2);
    }
    expect(names.size).toBeGreaterThan(200);
  });

  it('mentions colours of the main object and of the sign as often as the table says', () => {
    const rng = sceneRng(2);
    const seen = { color: 0, 'sign-color': 0 };
    const said = { color: 0, 'sign-color': 0 };
    for (const { base, details } of plan) {
      const text = sparseCaption(rng, base, details);
      if (details.color && details.color !== 'natural') {
        seen.color += 1;
        if (text.includes(`${details.color} `)) said.color += 1;
      }
      if (isSeen('sign-color', details)) {
        seen['sign-color'] += 1;
        if (text.includes(`${details['sign-color']} sign`)) said['sign-color'] += 1;
      }
    }
    // A share of n draws has a standard error of at most 0.5 / sqrt(n); three of them.
    for (const kind of ['color', 'sign-color'] as const) {
      const share = said[kind] / seen[kind];
      expect(Math.abs(share - KINDS[kind].mention), kind).toBeLessThan(
        0.04 + 1.5 / Math.sqrt(seen[kind]),
      );
    }
  });

  it('needs a few hundred words in all', () => {
    const words = new Set<string>();
    for (const { base, details } of plan) {
      for (const word of fullCaption(base, details).split(' ')) words.add(word);
    }
    expect(words.size).toBeLessThan(700);
    for (const word of words) expect(word).toMatch(/^[a-z0-9:-]+$/);
  });

  it('has the rates that the roles of the kinds ask for', () => {
    for (const kind of KIND_IDS) {
      expect(KINDS[kind].mention).toBeLessThanOrEqual(KINDS.color.mention);
    }
    const blind: KindId[] = ['heading', 'second-heading', 'word', 'time', 'side', 'view', 'camera'];
    for (const kind of blind) expect(KINDS[kind].mention).toBeLessThanOrEqual(0.06);
  });
});

describe('nouns', () => {
  it('take their articles and plurals', () => {
    expect(['elephant', 'umbrella', 'unicycle', 'dog'].map((n) => withArticle(n))).toEqual([
      'an elephant',
      'an umbrella',
      'a unicycle',
      'a dog',
    ]);
    expect(['mouse', 'bus', 'cherry', 'toy', 'church', 'sheep', 'tomato'].map(plural)).toEqual([
      'mice',
      'buses',
      'cherries',
      'toys',
      'churches',
      'sheep',
      'tomatoes',
    ]);
    for (const name of CLASSES.keys()) expect(plural(name)).not.toMatch(/ss$|yes$/);
  });
});
