import { describe, expect, it } from 'vitest';
import { pixelsAcross, sharper, sourceSet } from './image-sources';

const photo = { src: '/i/1', alt: '', width: 4000, height: 3000 };
const small = { src: '/i/2', alt: '', width: 300, height: 200 };

describe('the copy of an image', () => {
  it('is at first never the whole of a large photograph', () => {
    expect(sourceSet(photo)).toEqual({
      src: '/i/1?w=2560',
      srcSet: '/i/1?w=320 320w, /i/1?w=640 640w, /i/1?w=1280 1280w, /i/1?w=2560 2560w',
    });
  });

  it('is the image itself where no copy is narrower', () => {
    expect(sourceSet(small)).toEqual({ src: '/i/2' });
    expect(sharper(small, 300, 5000)).toBeNull();
  });

  it('becomes sharper only when the zoom asks for more pixels than are there', () => {
    expect(sharper(photo, 640, 600)).toBeNull();
    expect(sharper(photo, 640, 641)).toBe('/i/1?w=1280');
    expect(sharper(photo, 1280, 1281)).toBe('/i/1?w=2560');
    expect(sharper(photo, 2560, 2561)).toBe('/i/1');
    expect(sharper(photo, 4000, 20000)).toBeNull();
  });

  it('is reckoned from the side that the pane bounds', () => {
    // 4:3 in a wide pane of 800 x 300: 400 across, on a screen with two pixels per CSS pixel.
    expect(pixelsAcross(photo, { width: 800, height: 300 }, 2)).toBe(800);
    expect(pixelsAcross(photo, { width: 400, height: 900 }, 1)).toBe(400);
  });
});
