/** A share from 0 to 1 as it is written everywhere: "80.0 %". */
export const shareText = (share: number, digits = 1): string =>
  `${(100 * share).toFixed(digits)} %`;
