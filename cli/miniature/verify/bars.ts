/** What the default pair must reach, and the summary that says whether it does. */
import { DEFAULT_ENCODERS } from '@/lib/domain/encoders';
import { fewestDisjoint, type Figures, type SemanticFigures } from './measure';
import type { Score } from './matching';

export const share = ({ right, of }: Score): number => (of === 0 ? 0 : right / of);
const rounded = (value: number, digits = 4): number => Number(value.toFixed(digits));

export interface Summary {
  mined: number;
  namedShare: number;
  minPatternPairs: number;
  zeroShotTop1: number;
  vlmPairScore: number;
  nearDuplicatesMined: number;
  weightsMB: number;
}

export function defaultSemantic(figures: Figures): SemanticFigures {
  const found = figures.semantic.find(
    ({ encoder }) => encoder === DEFAULT_ENCODERS.semanticEncoder,
  );
  if (!found) throw new Error('The default semantic encoder was not measured.');
  return found;
}

export function summarise(figures: Figures): Summary {
  const base = defaultSemantic(figures);
  return {
    mined: base.mined,
    namedShare: rounded(base.namedShare),
    minPatternPairs: fewestDisjoint(base),
    zeroShotTop1: rounded(share(base.zeroShot.seen)),
    vlmPairScore: rounded(share(base.matching.all)),
    nearDuplicatesMined: base.nearDuplicatesMined,
    weightsMB: rounded(figures.weightsMB, 2),
  };
}

/** One sentence per bar that is missed. The bars are for the 3,000 scenes of a whole corpus. */
export function missedBars(figures: Figures): string[] {
  const summary = summarise(figures);
  const { patterns } = defaultSemantic(figures).matching;
  const [colour, orientation] = [share(patterns.color), share(patterns.orientation)];
  const worst = Math.max(
    ...figures.agreement.flatMap(({ image, token, text }) => [image, token, text ?? 0]),
  );
  const bars: [boolean, string][] = [
    [summary.mined >= 600, `${summary.mined} pairs are mined, not 600.`],
    [summary.namedShare >= 0.9, `${summary.namedShare} of them are one changed scene, not 0.9.`],
    [summary.minPatternPairs >= 15, `a pattern has ${summary.minPatternPairs} pairs, not 15.`],
    [summary.zeroShotTop1 >= 0.7, `zero-shot top-1 is ${summary.zeroShotTop1}, not 0.7.`],
    [
      summary.vlmPairScore >= 0.15 && summary.vlmPairScore <= 0.6,
      `the pair score of text matching, ${summary.vlmPairScore}, is not in 0.15 to 0.6.`,
    ],
    [
      colour >= 0.5 && orientation <= 0.25,
      `colour (${rounded(colour)}) is not high (0.5) or orientation (${rounded(orientation)}) not low (0.25).`,
    ],
    [
      summary.nearDuplicatesMined === 0,
      `${summary.nearDuplicatesMined} near-duplicates are mined.`,
    ],
    [summary.weightsMB <= 24, `the weights have ${summary.weightsMB} MB, not at most 24.`],
    [worst < 1e-3, `onnxruntime and PyTorch differ by a cosine of ${worst}.`],
  ];
  return bars.flatMap(([reached, sentence]) => (reached ? [] : [sentence]));
}
