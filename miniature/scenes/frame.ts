/** The frame of a scene and what stands in it, in pixels of a full-size scene. */
import type { Box } from './canvas';

/** Side of a full-size scene in pixels. */
export const SCENE_SIZE = 448;
/** Free border, wide enough for the camera's shake. */
export const BORDER = 14;

export type Role = 'main' | 'second' | 'table' | 'extra' | 'distractor' | 'sign' | 'backdrop';

export interface Item {
  role: Role;
  /** Name of a small thing, for the roles that have several. */
  name: string;
  box: Box;
  /** Height of the ground below it; shadows lie there. */
  ground: number;
  /** Drawn earlier when smaller. */
  order: number;
}

export interface Extent {
  width: number;
  height: number;
}

/** A picture's extent as drawn, whole and without a hat, and as it is shown now; in units. */
export interface Shape {
  natural: Extent;
  shown: Extent;
}

/** What counts as the size of a picture: long thin things may be a little longer than others. */
export const nominal = ({ width, height }: Extent): number =>
  (Math.max(width, height) + Math.sqrt(width * height)) / 2;

/** The size of a picture that is to be `size` large, and no larger than the room. */
export function fitted({ natural, shown }: Shape, size: number, room: Extent) {
  const unit = Math.min(
    size / nominal(natural),
    room.width / shown.width,
    room.height / shown.height,
  );
  return { width: shown.width * unit, height: shown.height * unit };
}

/** A box whose lower edge is on the ground. */
export const onGround = (middle: number, ground: number, { width, height }: Extent): Box => ({
  x: middle - width / 2,
  y: ground - height,
  width,
  height,
});
