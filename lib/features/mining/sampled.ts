/** Pairs of the population that are looked at for figures: the share of one in a thousand is known to 7 %. */
export const SAMPLED = 200_000;
