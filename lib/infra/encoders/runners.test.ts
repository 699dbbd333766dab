import { describe, expect, it } from 'vitest';
import { layout } from './runners';

const GB = 1e9;

describe('the copies of large weights', () => {
  it('are few enough for a quarter of the memory, and never none', () => {
    // ViT-L is 1.2 GB: 16 copies would be 19 GB.
    expect(layout(16, 1.2 * GB, 64 * GB)).toEqual({ sessions: 4, threads: 4 });
    expect(layout(16, 1.2 * GB, 12 * GB)).toEqual({ sessions: 2, threads: 8 });
    expect(layout(16, 5 * GB, 8 * GB)).toEqual({ sessions: 1, threads: 16 });
  });

  it('are one per core where a sixteenth of the memory holds them', () => {
    // ViT-B/32 is 350 MB.
    expect(layout(2, 0.35 * GB, 24 * GB)).toEqual({ sessions: 2, threads: 1 });
    expect(layout(2, 1.2 * GB, 24 * GB)).toEqual({ sessions: 1, threads: 2 });
    expect(layout(16, 0.35 * GB, 64 * GB)).toEqual({ sessions: 4, threads: 4 });
  });

  it('use all cores together, with one copy for up to four', () => {
    expect(layout(1, 9 * GB, 64 * GB)).toEqual({ sessions: 1, threads: 1 });
    expect(layout(2, 9 * GB, 64 * GB)).toEqual({ sessions: 1, threads: 2 });
    expect(layout(8, 5 * GB, 64 * GB)).toEqual({ sessions: 2, threads: 4 });
  });
});
