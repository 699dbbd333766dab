/** How fast a step is and how long it will take, in words. */

/** Before this, a rate says little. */
const SETTLED_S = 2;

export class Rate {
  private first: { at: number; done: number } | undefined;

  /**
   * `done` of `total` at `at` seconds. Work that was there at the first call, as after an interruption,
   * counts for nothing. Without a unit only the time is said. Empty while nothing can be said yet.
   */
  words(at: number, done: number, total: number, unit?: string): string {
    this.first ??= { at, done };
    const seconds = at - this.first.at;
    const since = done - this.first.done;
    if (seconds < SETTLED_S || since <= 0) return '';
    const perSecond = since / seconds;
    const speed = unit ? `, ${short(perSecond)} ${unit}/s` : '';
    return done >= total ? speed : `${speed}, ${timeLeft((total - done) / perSecond)}`;
  }
}

export function timeLeft(seconds: number): string {
  if (seconds <= 90) return `about ${Math.ceil(seconds)} s left`;
  const minutes = Math.ceil(seconds / 60);
  return minutes <= 90
    ? `about ${minutes} min left`
    : `about ${Math.floor(minutes / 60)} h ${minutes % 60} min left`;
}

/** Three digits: 12.3 M. */
export function short(value: number): string {
  const scale = [
    { from: 1e9, sign: ' G' },
    { from: 1e6, sign: ' M' },
    { from: 1e3, sign: ' k' },
  ].find(({ from }) => value >= from);
  const shown = value / (scale?.from ?? 1);
  const digits = shown >= 100 ? 0 : shown >= 10 ? 1 : 2;
  return `${Number(shown.toFixed(digits))}${scale?.sign ?? ''}`;
}
