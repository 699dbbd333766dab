/** Whether a model's proposals had a part in a question. What was shown cannot be unseen, so the word only grows. */
export const ASSISTED = ['none', 'seen', 'taken'] as const;
/** No proposal was shown; some were shown; one was put into the form. */
export type Assisted = (typeof ASSISTED)[number];

/** A column that this program did not write is taken for the most that it can mean. */
export const toAssisted = (value: string): Assisted =>
  ASSISTED.find((known) => known === value) ?? 'taken';
