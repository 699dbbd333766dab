/**
 * Figures printed in the paper, for showing beside one's own results.
 * All `scores` arrays follow the order of PATTERNS. Percentages.
 */
import type { PatternId } from './patterns';

export const PAPER_SOURCE = {
  authors: 'Tong et al.',
  title: 'Eyes Wide Shut? Exploring the Visual Shortcomings of Multimodal LLMs',
  venue: 'CVPR 2024',
  arxiv: '2401.06209',
  citation:
    'Tong et al., "Eyes Wide Shut? Exploring the Visual Shortcomings of Multimodal LLMs", CVPR 2024, arXiv 2401.06209',
} as const;

/** MMVP: 150 pairs. MMVP-VLM: 15 pairs in each of nine patterns. */
export const PAPER_PAIRS = { mmvp: 150, vlmPerPattern: 15 } as const;

/**
 * Fig. 4, pair accuracy on MMVP, in descending order. The paper calls the human figure accuracy "of
 * the questions" in its text and plots it beside pair accuracies.
 */
export const PAPER_PAIR_ACCURACY = [
  { name: 'Human', pairAccuracy: 95.7 },
  { name: 'Gemini', pairAccuracy: 40.7 },
  { name: 'GPT-4V', pairAccuracy: 38.7 },
  { name: 'Random Guess', pairAccuracy: 25.0 },
  { name: 'LLaVA-1.5', pairAccuracy: 24.7 },
  { name: 'Bard', pairAccuracy: 19.0 },
  { name: 'Bing Chat', pairAccuracy: 17.3 },
  { name: 'InstructBLIP', pairAccuracy: 16.7 },
  { name: 'mini-GPT4', pairAccuracy: 12.7 },
  { name: 'LLaVA', pairAccuracy: 6.0 },
] as const;

export interface PaperVlmRow {
  model: string;
  /** Pixels per side. */
  resolution: number;
  /** Millions of parameters. */
  params: number;
  /** ImageNet-1k zero-shot accuracy. */
  imagenet: number;
  /** MMVP-VLM pair accuracy per pattern, in the order of PATTERNS. */
  scores: readonly [number, number, number, number, number, number, number, number, number];
  average: number;
}

const row = (
  model: string,
  resolution: number,
  params: number,
  imagenet: number,
  scores: PaperVlmRow['scores'],
  average: number,
): PaperVlmRow => ({ model, resolution, params, imagenet, scores, average });

/** Table 1. */
export const PAPER_TABLE_1: readonly PaperVlmRow[] = [
  row(
    'OpenAI ViT-L-14',
    224,
    427.6,
    75.5,
    [13.3, 13.3, 20.0, 20.0, 13.3, 53.3, 20.0, 6.7, 13.3],
    19.3,
  ),
  row(
    'OpenAI ViT-L-14',
    336,
    427.9,
    76.6,
    [0.0, 20.0, 40.0, 20.0, 6.7, 20.0, 33.3, 6.7, 33.3],
    20.0,
  ),
  row(
    'SigLIP ViT-SO-14',
    224,
    877.4,
    82.0,
    [26.7, 20.0, 53.3, 40.0, 20.0, 66.7, 40.0, 20.0, 53.3],
    37.8,
  ),
  row(
    'SigLIP ViT-SO-14',
    384,
    878.0,
    83.1,
    [20.0, 26.7, 60.0, 33.3, 13.3, 66.7, 33.3, 26.7, 53.3],
    37.0,
  ),
  row(
    'DFN ViT-H-14',
    224,
    986.1,
    83.4,
    [20.0, 26.7, 73.3, 26.7, 26.7, 66.7, 46.7, 13.3, 53.3],
    39.3,
  ),
  row(
    'DFN ViT-H-14',
    378,
    986.7,
    84.4,
    [13.3, 20.0, 53.3, 33.3, 26.7, 66.7, 40.0, 20.0, 40.0],
    34.8,
  ),
  row(
    'MetaCLIP ViT-L-14',
    224,
    427.6,
    79.2,
    [13.3, 6.7, 66.7, 6.7, 33.3, 46.7, 20.0, 6.7, 13.3],
    23.7,
  ),
  row(
    'MetaCLIP ViT-H-14',
    224,
    986.1,
    80.6,
    [6.7, 13.3, 60.0, 13.3, 6.7, 53.3, 26.7, 13.3, 33.3],
    25.2,
  ),
  row(
    'EVA01 ViT-g-14',
    224,
    1136.4,
    78.5,
    [6.7, 26.7, 40.0, 6.7, 13.3, 66.7, 13.3, 13.3, 20.0],
    23.0,
  ),
  row(
    'EVA02 ViT-bigE-14+',
    224,
    5044.9,
    82.0,
    [13.3, 20.0, 66.7, 26.7, 26.7, 66.7, 26.7, 20.0, 33.3],
    33.3,
  ),
];

/** Fig. 6: Pearson correlation over the nine patterns between CLIP and the model. */
export const PAPER_PEARSON = [
  { name: 'LLaVA-1.5', pearson: 0.87 },
  { name: 'InstructBLIP', pearson: 0.71 },
  { name: 'Bard', pearson: 0.79 },
  { name: 'Gemini', pearson: 0.72 },
  { name: 'GPT-4', pearson: 0.31 },
] as const;

/** The order in which the chart of Fig. 6 shows the patterns; screens of one's own keep PATTERNS. */
export const PAPER_FIGURE_6_ORDER: readonly PatternId[] = [
  'color',
  'state',
  'structural',
  'viewpoint',
  'presence',
  'quantity',
  'positional',
  'text',
  'orientation',
];
