/** What the bench and its contestants, each a process of its own, say to each other. */
export const CONTESTANTS = ['blindpair', 'transformers', 'ceiling'] as const;
export type ContestantName = (typeof CONTESTANTS)[number];

/** What a contestant can be timed at. */
export const LANES = ['blindpair', 'transformersBest', 'transformersOneByOne', 'ceiling'] as const;
export type Lane = (typeof LANES)[number];

export const OWNER: Record<Lane, ContestantName> = {
  blindpair: 'blindpair',
  transformersBest: 'transformers',
  transformersOneByOne: 'transformers',
  ceiling: 'ceiling',
};

export interface Job {
  contestant: ContestantName;
  geometry: string;
  /** With the graphs, their descriptions and what transformers.js reads. */
  models: string;
  /** Folder with the JPEGs. */
  photographs: string;
  /** Batch sizes to choose from in the warm-up. */
  batches: number[];
}

export type Order = { kind: 'load'; job: Job } | { kind: 'round'; lane: Lane } | { kind: 'rows' };
export type Reply =
  | { kind: 'ready'; chosen: string }
  | { kind: 'timed'; ms: number; cpuMs: number; peakMB: number }
  | { kind: 'rows'; rows: number[][] }
  | { kind: 'failed'; message: string };

export interface Contestant {
  /** What the warm-up chose. */
  chosen: string;
  /** Encodes all photographs once. */
  round: (lane: Lane) => Promise<unknown>;
  /** Embeddings of the first photographs, to see that all compute the same. */
  rows: () => Promise<number[][]>;
}
