import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIT, MAX_SCALE, STEP, clampView, panBy, pinch, wheelFactor, zoomAt } from './zoom';

/** Where in the image the pane's point lies, from the image's centre, in panes at scale 1. */
const under = (view: { scale: number; x: number; y: number }, point: { x: number; y: number }) => ({
  x: (point.x - view.x) / view.scale,
  y: (point.y - view.y) / view.scale,
});

const fraction = fc.double({ min: -0.5, max: 0.5, noNaN: true });

describe('the shared view', () => {
  it('keeps under the pointer what lay there while zooming in', () => {
    fc.assert(
      fc.property(
        fraction,
        fraction,
        fc.double({ min: 1, max: 4, noNaN: true }),
        (x, y, factor) => {
          const start = zoomAt(FIT, 2, { x: 0.1, y: -0.2 });
          const zoomed = zoomAt(start, factor, { x, y });
          expect(under(zoomed, { x, y }).x).toBeCloseTo(under(start, { x, y }).x, 10);
          expect(under(zoomed, { x, y }).y).toBeCloseTo(under(start, { x, y }).y, 10);
        },
      ),
    );
  });

  it('never shows what lies beyond the image, and always fits at scale 1', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.double({ min: -50, max: 50, noNaN: true }),
        fc.double({ min: -50, max: 50, noNaN: true }),
        (scale, x, y) => {
          const view = clampView({ scale, x, y });
          expect(view.scale).toBeGreaterThanOrEqual(1);
          expect(view.scale).toBeLessThanOrEqual(MAX_SCALE);
          // The corner of the pane lies within the image, whose corner is at one half.
          for (const corner of [-0.5, 0.5]) {
            const at = under(view, { x: corner, y: corner });
            expect(Math.abs(at.x)).toBeLessThanOrEqual(0.5 + 1e-12);
            expect(Math.abs(at.y)).toBeLessThanOrEqual(0.5 + 1e-12);
          }
        },
      ),
    );
    expect(clampView({ scale: 1, x: 3, y: -3 })).toEqual(FIT);
  });

  it('moves with two fingers that keep their distance, and grows with theirs', () => {
    const start = zoomAt(FIT, 4, { x: 0, y: 0 });
    const moved = pinch(
      start,
      [
        { x: 0, y: 0 },
        { x: 0.2, y: 0 },
      ],
      [
        { x: 0.1, y: 0.05 },
        { x: 0.3, y: 0.05 },
      ],
    );
    expect(moved.scale).toBeCloseTo(4, 12);
    expect([moved.x, moved.y].map((v) => v.toFixed(12))).toEqual([
      '0.100000000000',
      '0.050000000000',
    ]);
    const grown = pinch(
      start,
      [
        { x: -0.1, y: 0 },
        { x: 0.1, y: 0 },
      ],
      [
        { x: -0.2, y: 0 },
        { x: 0.2, y: 0 },
      ],
    );
    expect(grown).toEqual({ scale: 8, x: 0, y: 0 });
  });

  it('cannot be panned while the whole image is seen', () => {
    expect(panBy(FIT, { x: 0.3, y: 0.3 })).toEqual(FIT);
  });

  it('takes a notch of a wheel for about a step, whatever unit the browser counts in', () => {
    const notch = wheelFactor({ deltaY: -100, deltaMode: 0, ctrlKey: false });
    expect(notch).toBeCloseTo(STEP, 1);
    // Firefox: three lines of 16 pixels, the other way.
    expect(wheelFactor({ deltaY: 3, deltaMode: 1, ctrlKey: false })).toBeCloseTo(
      Math.exp(-48 * 0.0022),
      12,
    );
  });
});
