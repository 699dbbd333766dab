export const PERIODS = ['4', '12', 'all'] as const;
/** Weeks back from now, or everything. */
export type Period = (typeof PERIODS)[number];
