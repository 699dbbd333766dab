import { InvalidArgumentError } from 'commander';
import { SPLITS, type Split, type SplitName } from '@/miniature/scenes/plan';

/** Changes whenever the same split would give other scenes or other pixels. */
export const GENERATOR = 'scenes-4';
export const CAPTIONS_PER_SCENE = 8;

export interface CorpusPlan {
  split: SplitName;
  count: number;
  sizes: number[];
}

export const splitOf = (name: SplitName): Split => SPLITS[name];

/** What a thread is asked for: the scenes from `from` up to `to`. */
export interface PartRequest {
  from: number;
  to: number;
}

/** Pixels per size, in the order of the plan's sizes, scene after scene. */
export interface PartReply {
  from: number;
  pixels: Uint8Array[];
}

export function wholeNumber(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) {
    throw new InvalidArgumentError('Give a whole number above 0.');
  }
  return number;
}
