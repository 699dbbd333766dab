import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resizedSize } from '@/lib/infra/encoders/preprocess';
import { middleOf, neighbourOf, patchAt, seenBox } from './seen-box';

const GRID = { rows: 4, columns: 8 };

describe('the part of an image that an encoder sees', () => {
  it('is the centred square of the resized image, which CLIP cuts at 224 of 224', () => {
    // transformers' CLIPImageProcessor: 640 x 480 becomes 298 x 224, of which columns 37 to 260 are kept.
    const box = seenBox(
      { width: 640, height: 480 },
      { resize: { kind: 'bicubic', shortestEdge: 224 }, crop: 224 },
    );
    expect(box).toEqual({ left: 37 / 298, top: 0, width: 224 / 298, height: 1 });
  });

  it('is smaller on all sides where more is resized than kept, as DINOv2 does', () => {
    const { left, top, width, height } = seenBox(
      { width: 512, height: 512 },
      { resize: { kind: 'bicubic', shortestEdge: 256 }, crop: 224 },
    );
    expect([left, top, width, height]).toEqual([0.0625, 0.0625, 0.875, 0.875]);
  });

  it('is all of an image that is stretched to a square', () => {
    expect(
      seenBox(
        { width: 900, height: 300 },
        { resize: { kind: 'bilinear', width: 224, height: 224 }, crop: 224 },
      ),
    ).toEqual({ left: 0, top: 0, width: 1, height: 1 });
  });

  it('is resized as the encoder resizes, and lies within the image', () => {
    const side = fc.integer({ min: 1, max: 5000 });
    fc.assert(
      fc.property(side, side, fc.integer({ min: 8, max: 518 }), (width, height, edge) => {
        const resize = { kind: 'bicubic', shortestEdge: edge } as const;
        const box = seenBox({ width, height }, { resize, crop: edge });
        const real = resizedSize({ data: new Uint8Array(0), width, height }, resize);
        expect(box.width * real.width).toBeCloseTo(edge, 6);
        expect(box.height * real.height).toBeCloseTo(edge, 6);
        expect(box.left).toBeGreaterThanOrEqual(0);
        expect(box.left + box.width).toBeLessThanOrEqual(1 + 1e-12);
        expect(box.top + box.height).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });
});

describe('a patch', () => {
  const box = { left: 0.25, top: 0, width: 0.5, height: 1 };

  it('is found under its own centre, and none outside of what is seen', () => {
    for (let patch = 0; patch < 32; patch += 1) {
      expect(patchAt(GRID, box, middleOf(GRID, box, patch))).toBe(patch);
    }
    // The second row of four, its second column of eight.
    expect(middleOf(GRID, box, 9)).toEqual({ x: 0.34375, y: 0.375 });
    expect(patchAt(GRID, box, { x: 0.2, y: 0.5 })).toBeNull();
    expect(patchAt(GRID, box, { x: 0.75, y: 0.5 })).toBeNull();
    expect(patchAt(GRID, box, { x: 0.5, y: -0.01 })).toBeNull();
  });

  it('has neighbours, except at the edge', () => {
    expect(neighbourOf(GRID, 9, { row: 1, column: 0 })).toBe(17);
    expect(neighbourOf(GRID, 9, { row: 0, column: -1 })).toBe(8);
    expect(neighbourOf(GRID, 7, { row: 0, column: 1 })).toBe(7);
    expect(neighbourOf(GRID, 25, { row: 1, column: 0 })).toBe(25);
  });
});
