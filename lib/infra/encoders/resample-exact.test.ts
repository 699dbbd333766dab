import { describe, expect, it } from 'vitest';
import reference from './fixtures/float-resize.json';
import type { Resampling } from './resample';
import { resampleExact } from './resample-exact';

describe(`equal to torch ${reference.torch}'s antialiased resize of floats`, () => {
  it.each(reference.cases)('$filter, $width x $height to $toWidth x $toHeight', (given) => {
    const image = { data: Uint8Array.from(given.pixels), width: given.width, height: given.height };
    const { toWidth, toHeight, expected } = given;
    const made = resampleExact(image, toWidth, toHeight, given.filter as Resampling);
    expect(made.data).toHaveLength(expected.length);
    const worst = Math.max(...expected.map((value, k) => Math.abs(value - made.data[k]!)));
    // Of 255: what float32 sums leave.
    expect(worst).toBeLessThan(0.001);
  });
});
