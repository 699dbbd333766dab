/** Pictures of objects, rasterised once each and kept while they are in use. */
import { coatOf, fillAt, fillsOf, iconBody, printed, tinted } from './art';
import type { Heading } from './classes';
import {
  boundsOf,
  cropped,
  drawInside,
  keepLargestPart,
  mipmap,
  rasterise,
  type Bounds,
  type Mipmap,
  type Picture,
} from './raster';

export interface SpriteSpec {
  /** Icon with its edits, as in class-table.ts. */
  picture: string;
  colour?: string;
  surface?: string;
  form?: string;
  hat?: string;
  /** Where the picture faces as drawn: the hat sits on that end. */
  heading?: Heading | null;
}

export interface Sprite {
  mipmap: Mipmap;
  /** Extent in units of the icon grid, of which an icon has 32. */
  width: number;
  height: number;
}

/** What is known of an icon as drawn. */
interface Natural {
  body: string;
  picture: Picture;
  bounds: Bounds;
  coat: string[];
  areas: Map<string, number>;
}

/** Pixels per unit; the largest object is about 8 pixels per unit on a scene. */
const SCALE = 8;
/** Room around the 32 x 32 units: for a hat. */
const MARGIN = { x: 4, top: 14, bottom: 2 };
const VIEW = { width: 32 + 2 * MARGIN.x, height: 32 + MARGIN.top + MARGIN.bottom };
const KEPT = 400;

function draw(body: string): Promise<Picture> {
  const { width, height } = VIEW;
  const box = `${-MARGIN.x} ${-MARGIN.top} ${width} ${height}`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="${box}" width="${width * SCALE}" height="${height * SCALE}">${body}</svg>`;
  return rasterise(svg, width * SCALE, height * SCALE);
}

/** Bounds in units of the icon grid. */
const inUnits = (b: Bounds): Bounds => ({
  x: b.x / SCALE - MARGIN.x,
  y: b.y / SCALE - MARGIN.top,
  width: b.width / SCALE,
  height: b.height / SCALE,
});

/** Cuts the body to its left half, or takes two bites out of its upper right. */
function shaped(body: string, form: string, b: Bounds): string {
  if (form === 'half') {
    return `<defs><clipPath id="half"><rect x="${b.x - 1}" y="${b.y - 1}" width="${b.width / 2 + 1}" height="${b.height + 2}"/></clipPath></defs><g clip-path="url(#half)">${body}</g>`;
  }
  const size = Math.min(b.width, b.height);
  const bites = [
    [0.98, 0.26, 0.24],
    [0.92, 0.56, 0.17],
    [0.7, 0.06, 0.17],
  ]
    .map(
      ([x = 0, y = 0, r = 0]) =>
        `<circle cx="${b.x + b.width * x}" cy="${b.y + b.height * y}" r="${size * r}" fill="#000"/>`,
    )
    .join('');
  return `<defs><mask id="bite" maskUnits="userSpaceOnUse" x="-9" y="-20" width="60" height="70"><rect x="-9" y="-20" width="60" height="70" fill="#fff"/>${bites}</mask></defs><g mask="url(#bite)">${body}</g>`;
}

/** A dark crack from the top right to the lower left, with two branches. */
function crack(b: Bounds): string {
  const at = (x: number, y: number) => `${b.x + b.width * x} ${b.y + b.height * y}`;
  return `<g fill="none" stroke="#2a1c1c" stroke-linejoin="bevel"><path stroke-width=".85" d="M${at(0.66, -0.02)} L${at(0.52, 0.2)} L${at(0.64, 0.36)} L${at(0.42, 0.56)} L${at(0.52, 0.74)} L${at(0.34, 1.02)}"/><path stroke-width=".6" d="M${at(0.64, 0.36)} L${at(0.86, 0.48)} M${at(0.42, 0.56)} L${at(0.16, 0.5)} M${at(0.52, 0.2)} L${at(0.3, 0.14)}"/></g>`;
}

/** Where a hat sits: the topmost point of the end that faces somewhere, or the middle. */
function crownOf({ picture, bounds }: Natural, heading: Heading | null): { x: number; y: number } {
  const share = heading === null ? [0.4, 0.6] : heading === 'left' ? [0.05, 0.42] : [0.58, 0.95];
  const [from = 0, to = 1] = share.map((part) => Math.round(bounds.x + bounds.width * part));
  for (let y = bounds.y; y < bounds.y + bounds.height; y += 1) {
    let [first, last] = [-1, -1];
    for (let x = from; x < to; x += 1) {
      if ((picture.data[(y * picture.width + x) * 4 + 3] ?? 0) < 128) continue;
      if (first < 0) first = x;
      last = x;
    }
    if (last - first >= SCALE) {
      return { x: (first + last) / 2 / SCALE - MARGIN.x, y: y / SCALE - MARGIN.top };
    }
  }
  return { x: 16, y: bounds.y / SCALE - MARGIN.top };
}

function hatted(body: string, hat: string, natural: Natural, heading: Heading | null): string {
  const at = crownOf(natural, heading);
  const size = heading === null ? 13 : 10.5;
  // Icons of hats leave about an eighth of the grid free below.
  return `${body}<svg x="${at.x - size / 2}" y="${at.y - size * 0.82}" width="${size}" height="${size}" viewBox="0 0 32 32">${iconBody(hat)}</svg>`;
}

export class SpriteStore {
  private readonly naturals = new Map<string, Promise<Natural>>();
  private readonly sprites = new Map<string, Promise<Sprite>>();

  private natural(picture: string): Promise<Natural> {
    let found = this.naturals.get(picture);
    if (!found) {
      found = this.study(picture);
      this.naturals.set(picture, found);
      if (this.naturals.size > KEPT) this.naturals.delete(this.naturals.keys().next().value ?? '');
    }
    return found;
  }

  private async study(icon: string): Promise<Natural> {
    const body = iconBody(icon);
    const picture = await draw(body);
    const fills = fillsOf(body);
    const areas = new Map(fills.map((fill) => [fill, 0]));
    const { data } = picture;
    for (let p = 0; p < data.length; p += 64) {
      if (data[p + 3] !== 255) continue;
      const fill = fillAt(fills, [data[p] ?? 0, data[p + 1] ?? 0, data[p + 2] ?? 0]);
      if (fill) areas.set(fill, (areas.get(fill) ?? 0) + 1);
    }
    return { body, picture, bounds: boundsOf(picture), coat: coatOf(areas), areas };
  }

  /** Extent of an icon as drawn, in units. */
  async extent(picture: string): Promise<{ width: number; height: number }> {
    const { width, height } = inUnits((await this.natural(picture)).bounds);
    return { width, height };
  }

  sprite(spec: SpriteSpec): Promise<Sprite> {
    const key = JSON.stringify([
      spec.picture,
      spec.colour,
      spec.surface,
      spec.form,
      spec.hat,
      spec.hat ? spec.heading : null,
    ]);
    let found = this.sprites.get(key);
    if (!found) found = this.make(spec);
    // The most recently used are at the end.
    this.sprites.delete(key);
    this.sprites.set(key, found);
    if (this.sprites.size > KEPT) this.sprites.delete(this.sprites.keys().next().value ?? '');
    return found;
  }

  private async make({
    picture,
    colour,
    surface,
    form,
    hat,
    heading,
  }: SpriteSpec): Promise<Sprite> {
    const natural = await this.natural(picture);
    const { coat, areas } = natural;
    let { body } = natural;
    let coatNow = coat;
    if (colour) {
      body = tinted(body, coat, areas, colour);
      const [before, after] = [fillsOf(natural.body), fillsOf(body)];
      coatNow = after.filter((fill) => !before.includes(fill));
    }
    if (surface) body = printed(body, coatNow, surface);
    const units = inUnits(natural.bounds);
    if (form === 'half' || form === 'bitten') body = shaped(body, form, units);
    if (hat) body = hatted(body, hat, natural, heading ?? null);
    const drawn = await draw(body);
    if (form === 'bitten') keepLargestPart(drawn);
    if (form === 'cracked') drawInside(drawn, await draw(crack(units)));
    const bounds = boundsOf(drawn);
    return {
      mipmap: mipmap(cropped(drawn, bounds)),
      width: bounds.width / SCALE,
      height: bounds.height / SCALE,
    };
  }
}
