import { beforeAll, describe, expect, it } from 'vitest';
import type { Box } from './canvas';
import { SCENE_SIZE, type Item } from './frame';
import { planScenes, type PlannedScene } from './plan';
import { SceneRenderer, type Composition } from './render';

const COUNT = 3000;
/** How far the camera's shake and an object's own wobble can move it, see render.ts. */
const SHAKE = 5 + 1.4;

interface Arranged extends PlannedScene {
  composition: Composition;
}
let scenes: Arranged[];

beforeAll(async () => {
  const renderer = new SceneRenderer();
  scenes = [];
  for (const scene of planScenes({ count: COUNT, seed: 4711 })) {
    scenes.push({ ...scene, composition: await renderer.compose(scene.base, scene.details) });
  }
}, 120_000);

const describeScene = ({ base, details }: Arranged) => JSON.stringify({ base, details });
const overlap = (a: Box, b: Box): number =>
  Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)) *
  Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y));

describe('what stands in a scene', () => {
  it('is never cut off by the frame, however the camera shakes', () => {
    const cut: string[] = [];
    for (const scene of scenes) {
      for (const { role, name, box } of scene.composition.arrangement.items) {
        const right = SCENE_SIZE - box.x - box.width;
        const below = SCENE_SIZE - box.y - box.height;
        if (Math.min(box.x, box.y, right, below) >= SHAKE) continue;
        cut.push(`${role} ${name} in ${describeScene(scene)}`);
      }
    }
    expect(cut).toEqual([]);
  });

  it('hides nothing, except where one thing in front of another is the relation', () => {
    const related = (scene: Arranged, a: Item, b: Item) => {
      const roles = [a.role, b.role].sort().join(' ');
      return (
        (roles === 'main second' && scene.base.relation === 'depth') || roles === 'second table'
      );
    };
    const hidden: string[] = [];
    for (const scene of scenes) {
      const { items } = scene.composition.arrangement;
      items.forEach((a, i) => {
        for (const b of items.slice(i + 1)) {
          if (related(scene, a, b) || overlap(a.box, b.box) === 0) continue;
          hidden.push(`${a.role} ${a.name} and ${b.role} ${b.name} in ${describeScene(scene)}`);
        }
      });
    }
    expect(hidden).toEqual([]);
  });

  it('leaves at least half of what is behind, or of what is on or under the table, to be seen', () => {
    let checked = 0;
    for (const scene of scenes) {
      const { items } = scene.composition.arrangement;
      const main = items.find((item) => item.role === 'main');
      const second = items.find((item) => item.role === 'second');
      if (!main || !second) continue;
      const [front, back] = main.order > second.order ? [main, second] : [second, main];
      const hidden = overlap(front.box, back.box) / (back.box.width * back.box.height);
      expect(hidden, describeScene(scene)).toBeLessThan(0.5);
      const table = items.find((item) => item.role === 'table');
      if (table && scene.details.table === 'under') {
        expect(second.box.y).toBeGreaterThan(table.box.y + 0.15 * table.box.height);
        expect(second.box.width).toBeLessThan(table.box.width * 0.7);
      }
      checked += 1;
    }
    expect(checked).toBeGreaterThan(COUNT / 3);
  });

  it('is as many as the truth says', () => {
    for (const scene of scenes) {
      const { items, post, cords } = scene.composition.arrangement;
      const count = (role: Item['role']) => items.filter((item) => item.role === role).length;
      const { base, details } = scene;
      expect(count('main')).toBe(Number(details.count ?? '1'));
      expect(count('second')).toBe(base.second === null ? 0 : 1);
      expect(count('backdrop')).toBe(details.backdrop === 'none' ? 0 : 1);
      const signs = details.sign === 'shown' ? 1 : 0;
      expect(count('sign')).toBe(signs);
      expect((post ? 1 : 0) + (cords ? 1 : 0)).toBe(signs);
      const extras = base.extraMany
        ? Number(details['extra-count'])
        : details.extra === 'none'
          ? 0
          : 1;
      expect(count('extra')).toBe(extras);
      expect(count('distractor')).toBe(base.distractors.length);
    }
  });

  it('stands where the relation says', () => {
    const middle = ({ box }: Item) => box.x + box.width / 2;
    const gaps = { near: [] as number[], far: [] as number[] };
    for (const { base, details, composition } of scenes) {
      const { items } = composition.arrangement;
      const mains = items.filter((item) => item.role === 'main');
      const second = items.find((item) => item.role === 'second');
      const table = items.find((item) => item.role === 'table');
      const main = mains[0];
      if (!second || !main) continue;
      switch (base.relation) {
        case 'side': {
          const isLeft = mains.every((one) => middle(second) < middle(one));
          const isRight = mains.every((one) => middle(second) > middle(one));
          expect([isLeft, isRight]).toEqual([details.side === 'left', details.side === 'right']);
          break;
        }
        case 'depth':
          expect(second.order > main.order).toBe(details.depth === 'in front');
          expect(second.ground > main.ground).toBe(details.depth === 'in front');
          break;
        case 'gap': {
          const apart = Math.min(
            ...mains.map((one) =>
              Math.max(
                one.box.x - second.box.x - second.box.width,
                second.box.x - one.box.x - one.box.width,
              ),
            ),
          );
          gaps[details.gap === 'near' ? 'near' : 'far'].push(apart);
          break;
        }
        case 'table':
          if (table) {
            const above = second.box.y + second.box.height < table.box.y + table.box.height / 2;
            expect(above).toBe(details.table === 'on');
          }
          break;
        case null:
          break;
      }
    }
    expect(Math.max(...gaps.near)).toBeLessThan(12);
    expect(Math.min(...gaps.far)).toBeGreaterThan(50);
  });
});
