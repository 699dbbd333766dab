/**
 * Steps that count bytes do so in kilobytes: the database keeps progress in 32 bits, and a large
 * encoder has more bytes than that.
 */
const KILOBYTE_STEPS: readonly string[] = ['download', 'hash'];
const KILOBYTE = 1000;

export const toKilobytes = (bytes: number): number => Math.round(bytes / KILOBYTE);

/** What the progress of a step is in bytes; null where it counts something else. */
export const progressBytes = (step: string | null, count: number): number | null =>
  step !== null && KILOBYTE_STEPS.includes(step) ? count * KILOBYTE : null;
