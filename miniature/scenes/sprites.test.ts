import { describe, expect, it } from 'vitest';
import { CLASSES, CLASS_NAMES, pictureOf, sceneClass } from './classes';
import { planScenes } from './plan';
import type { Picture } from './raster';
import { SCENE_SIZE } from './frame';
import { mainSpec, SceneRenderer } from './render';
import { SpriteStore } from './sprites';
import { COLOURS } from './things';

const store = new SpriteStore();
/** Headlights of several vehicles of the set. */
const LAMP = [255, 244, 120] as const;
const pictureFor = async (spec: Parameters<SpriteStore['sprite']>[0]) =>
  (await store.sprite(spec)).mipmap[0];
const area = ({ data }: Picture) => data.filter((v, i) => i % 4 === 3 && v > 128).length;

/** Centre of the pixels of one colour as a share of the width. */
function centreOf(
  { width, data }: Picture,
  [r, g, b]: readonly [number, number, number],
): number | null {
  let [sum, count] = [0, 0];
  for (let p = 0; p < data.length; p += 4) {
    if (data[p + 3] !== 255) continue;
    if (Math.abs(data[p]! - r) + Math.abs(data[p + 1]! - g) + Math.abs(data[p + 2]! - b) > 6)
      continue;
    sum += (p / 4) % width;
    count += 1;
  }
  return count > 20 ? sum / count / width : null;
}

describe('the pictures of classes', () => {
  it('are there for every variant, and differ between states', async () => {
    for (const entry of CLASSES.values()) {
      const pictures = await Promise.all(
        Object.keys(entry.pictures).map((variant) =>
          pictureFor({ picture: pictureOf(entry, variant) }),
        ),
      );
      for (const picture of pictures) expect(area(picture), entry.name).toBeGreaterThan(2000);
      pictures.forEach((one, i) => {
        for (const other of pictures.slice(i + 1)) {
          expect(Buffer.compare(one.data, other.data), entry.name).not.toBe(0);
        }
      });
    }
    expect([...CLASSES.values()].filter((c) => c.kind === 'state').length).toBeGreaterThanOrEqual(
      30,
    );
  }, 60_000);

  it('face left as drawn, but for seven that were seen to face right', () => {
    const facing = (heading: string) =>
      CLASS_NAMES.filter((name) => sceneClass(name).heading === heading);
    // From a contact sheet of all pictures with a heading, looked at one by one.
    expect(facing('right')).toEqual([
      'blackbird',
      'roller skate',
      'boot',
      'rain boot',
      'ice skate',
      'shoe',
      'film camera',
    ]);
    expect(facing('left').length).toBeGreaterThan(55);
  });

  it('have their headlights where they are said to face', async () => {
    for (const name of ['police car', 'bus', 'lorry', 'jeep']) {
      const entry = sceneClass(name);
      const variant = entry.kind === 'view' ? 'side' : 'only';
      const at = centreOf(await pictureFor({ picture: pictureOf(entry, variant) }), LAMP);
      expect(at, name).not.toBeNull();
      expect(at! < 0.5 ? 'left' : 'right', name).toBe(entry.heading);
    }
  });

  it('are turned in a scene to where the truth says they face', async () => {
    const renderer = new SceneRenderer();
    const scene = planScenes({ count: 6000, seed: 8 }).find(
      ({ base, details }) =>
        base.main === 'lorry' && base.relation !== 'depth' && details.weather === 'dry',
    )!;
    const base = { ...scene.base, distractors: [] };
    for (const heading of ['left', 'right']) {
      const details = { ...scene.details, heading, count: '1', daylight: 'day', zoom: 'close' };
      const { box } = (await renderer.compose(base, details)).arrangement.items.find(
        (item) => item.role === 'main',
      )!;
      const pixels = await renderer.render(base, details, 1);
      let [sum, count] = [0, 0];
      for (let y = Math.ceil(box.y); y < box.y + box.height; y += 1) {
        for (let x = Math.ceil(box.x); x < box.x + box.width; x += 1) {
          const o = (y * SCENE_SIZE + x) * 3;
          const away = LAMP.reduce((total, v, k) => total + Math.abs(v - pixels[o + k]!), 0);
          if (away > 60) continue;
          sum += (x - box.x) / box.width;
          count += 1;
        }
      }
      expect(count).toBeGreaterThan(20);
      expect(sum / count < 0.5 ? 'left' : 'right').toBe(heading);
    }
  });
});

describe('the details of an object', () => {
  it('change its picture, and only where they should', async () => {
    for (const entry of CLASSES.values()) {
      const picture = pictureOf(entry, Object.keys(entry.pictures)[0]);
      const natural = await pictureFor({ picture });
      if (entry.tintable) {
        const [blue, yellow] = [
          await pictureFor({ picture, colour: 'blue' }),
          await pictureFor({ picture, colour: 'yellow' }),
        ];
        expect([blue.width, blue.height], entry.name).toEqual([yellow.width, yellow.height]);
        let changed = 0;
        blue.data.forEach((v, i) => (changed += Math.abs(v - yellow.data[i]!) > 40 ? 1 : 0));
        // At least an eighth of the object shows another colour.
        expect(changed / 4 / area(natural), entry.name).toBeGreaterThan(0.06);
      }
      if (entry.patternable) {
        const plain = await pictureFor({ picture, colour: 'blue' });
        const striped = await pictureFor({ picture, colour: 'blue', surface: 'striped' });
        let changed = 0;
        plain.data.forEach((v, i) => (changed += Math.abs(v - striped.data[i]!) > 60 ? 1 : 0));
        expect(changed / 4 / area(natural), entry.name).toBeGreaterThan(0.05);
      }
      if (entry.edible) {
        const half = await pictureFor({ picture, form: 'half' });
        const bitten = await pictureFor({ picture, form: 'bitten' });
        expect(area(half) / area(natural), entry.name).toBeLessThan(0.8);
        expect(half.width / natural.width, entry.name).toBeLessThan(0.56);
        expect(area(bitten) / area(natural), entry.name).toBeLessThan(0.97);
        expect(area(bitten) / area(natural), entry.name).toBeGreaterThan(0.5);
      }
      if (entry.breakable) {
        const cracked = await pictureFor({ picture, form: 'cracked' });
        expect(area(cracked)).toBe(area(natural));
      }
      if (entry.hattable) {
        const hatted = await pictureFor({ picture, hat: 'crown', heading: entry.heading });
        expect(area(hatted), entry.name).toBeGreaterThan(area(natural) + 500);
      }
    }
  }, 120_000);

  it('paint an object in the colour that they name', async () => {
    for (const [name, [r, g, b]] of Object.entries(COLOURS)) {
      const { data } = await pictureFor({ picture: 'balloon', colour: name });
      const exact = data.filter(
        (v, i) =>
          i % 4 === 0 &&
          Math.abs(v - r) < 3 &&
          Math.abs(data[i + 1]! - g) < 3 &&
          Math.abs(data[i + 2]! - b) < 3,
      ).length;
      expect(exact, name).toBeGreaterThan(1000);
    }
  });

  it('reach the picture from the truth of a scene', () => {
    for (const { base, details } of planScenes({ count: 500, seed: 21 })) {
      const spec = mainSpec(base, details);
      expect(spec.hat === undefined).toBe((details.hat ?? 'none') === 'none');
      expect(spec.colour ?? 'natural').toBe(details.color ?? 'natural');
      expect(spec.surface ?? 'plain').toBe(details.pattern ?? 'plain');
      expect(spec.form ?? 'whole').toBe(details.form ?? 'whole');
    }
  });
});
