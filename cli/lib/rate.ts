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

/** How long something has been under way: 45 s, 2 min 5 s. */
export function elapsed(seconds: number): string {
  const whole = Math.floor(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** A whole number in full: 12,345. */
export const inFull = (value: number): string => value.toLocaleString('en');

/** In full below 10,000, else three digits: 12.3 M. */
export function short(value: number): string {
  if (value >= 100 && Math.round(value) < 10_000) return inFull(Math.round(value));
  const scale = [
    { of: 1e9, sign: ' G' },
    { of: 1e6, sign: ' M' },
    { of: 1e3, sign: ' k' },
  ].find(({ of }) => value >= of);
  const shown = value / (scale?.of ?? 1);
  const digits = shown >= 100 ? 0 : shown >= 10 ? 1 : 2;
  return `${Number(shown.toFixed(digits))}${scale?.sign ?? ''}`;
}
