import {
  buildReleaseRecord,
  type Proportion,
  type ReleaseRecord,
} from '@/lib/domain/formats/jsonl-release';
import { buildMmvpVlm, type MmvpVlm } from '@/lib/domain/formats/mmvp-vlm';
import type { Similarity } from '@/lib/domain/check-rules';
import { rightChoice, type Side } from '@/lib/domain/statistics/pair-accuracy';
import { wilsonInterval } from '@/lib/domain/statistics/wilson';
import type { StudyAnswer } from '@/lib/infra/study-answers';
import type { LoadedPair, LoadedRelease } from './load-release';

/** All nine patterns where each has a pair, else those that have any; the reason is then given. */
export function vlmPart(pairs: readonly LoadedPair[]): { vlm: MmvpVlm; note: string } {
  const whole = buildMmvpVlm(pairs);
  const note = whole.available ? '' : whole.reason;
  return { vlm: whole.available ? whole : buildMmvpVlm(pairs, { types: 'present' }), note };
}

export function releaseRecords({ pairs, answers }: LoadedRelease, vlm: MmvpVlm): ReleaseRecord[] {
  const fileOf = new Map(
    vlm.available ? vlm.rows.map((row) => [row.pairId + row.side, row.file]) : [],
  );
  const answersOf = new Map<string, StudyAnswer[]>();
  for (const answer of answers) {
    const list = answersOf.get(answer.pairId);
    if (list) list.push(answer);
    else answersOf.set(answer.pairId, [answer]);
  }
  return pairs.map((pair) => {
    const own = answersOf.get(pair.pairId) ?? [];
    const image = (side: Side) => ({
      sha256: pair.images[side].sha256,
      width: pair.images[side].width,
      height: pair.images[side].height,
      source: pair.images[side].source,
      licence: pair.images[side].licence,
      vlmFile: fileOf.get(pair.pairId + side) ?? null,
      statement: pair.statements[side],
      humanItemAccuracy: itemAccuracy(pair, side, own),
    });
    return buildReleaseRecord({
      pairId: pair.pairId,
      number: pair.number,
      position: pair.position,
      pattern: pair.pattern,
      question: pair.question,
      guidelineVersion: pair.guidelineVersion,
      assisted: pair.assisted,
      options: pair.options,
      keyForA: pair.keyForA,
      firstSide: pair.firstSide,
      optionsSwapped: pair.optionsSwapped,
      images: { A: image('A'), B: image('B') },
      humanPairAccuracy: pairAccuracy(pair, own),
      similarities: {
        semantic: encoderCosine(pair.similarities.semantic),
        visual: encoderCosine(pair.similarities.visual),
      },
    });
  });
}

const encoderCosine = ({ cosine, encoder, weights, preprocessing }: Similarity) => ({
  encoderId: encoder,
  weightsHash: weights,
  preprocessing,
  cosine,
});

const isRight = (pair: LoadedPair, answer: StudyAnswer): boolean =>
  answer.choice === rightChoice(pair.keyForA, answer.side);

const itemAccuracy = (pair: LoadedPair, side: Side, answers: StudyAnswer[]): Proportion | null => {
  const own = answers.filter((answer) => answer.side === side);
  return proportion(own.filter((answer) => isRight(pair, answer)).length, own.length);
};

/** Raters who answered both items; right when they have both right. */
function pairAccuracy(pair: LoadedPair, answers: StudyAnswer[]): Proportion | null {
  const byRater = new Map<string, StudyAnswer[]>();
  for (const answer of answers) {
    byRater.set(answer.raterId, [...(byRater.get(answer.raterId) ?? []), answer]);
  }
  const both = [...byRater.values()].filter((given) => given.length === 2);
  const right = both.filter((given) => given.every((answer) => isRight(pair, answer))).length;
  return proportion(right, both.length);
}

/** One answer per rater, so the answers are independent and Wilson's interval holds. */
function proportion(right: number, answers: number): Proportion | null {
  const interval = wilsonInterval(right, answers);
  return interval && { right, answers, ...interval, method: 'wilson' };
}
