const collator = new Intl.Collator('en', { numeric: true });

/** By pseudonym as a person counts: R2 before R10. */
export const inOrder = <T extends { label: string }>(raters: readonly T[]): T[] =>
  raters.toSorted((one, two) => collator.compare(one.label, two.label));
