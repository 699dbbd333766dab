import type { ResponseBody } from '../schemas';

export type Given = Pick<ResponseBody, 'choice' | 'confidence'>;
export type Confidence = Given['confidence'];

/** What is chosen so far for one image; undefined is not chosen. */
export interface Draft {
  choice: Given['choice'] | undefined;
  confidence: Confidence | undefined;
}

export const NOTHING_CHOSEN: Draft = { choice: undefined, confidence: undefined };

export const stepped = (now: Confidence | undefined, by: 1 | -1): Confidence =>
  now === undefined ? 2 : (Math.min(3, Math.max(1, now + by)) as Confidence);

/** The answers of a screen once each image has one. */
export function wholeAnswer(
  drafts: readonly Draft[],
): Omit<ResponseBody, 'activeMs' | 'wallMs'> | null {
  const whole = drafts.flatMap(({ choice, confidence }) =>
    choice === undefined || confidence === undefined ? [] : [{ choice, confidence }],
  );
  const [first, second] = whole;
  if (!first || whole.length < drafts.length) return null;
  return second ? { ...first, second } : first;
}
