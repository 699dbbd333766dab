import { clusteredItemAccuracy } from '@/lib/domain/statistics/clustered-se';
import type { ScoredPair } from '@/lib/domain/statistics/pair-accuracy';
import { wilsonInterval, type Interval } from '@/lib/domain/statistics/wilson';
import type { Db } from '@/lib/infra/db/client';
import { installedEncoders } from '@/lib/infra/encoders/installed';
import type { EvaluatedRelease } from './load-evaluated-release';

export interface ScoredEncoder {
  id: string;
  name: string;
  /** First 12 digits of the weights' SHA-256. */
  weights: string;
  /** False too where the encoder is no longer installed. */
  miniature: boolean;
  pairsRight: number;
  pair: Interval;
  item: Interval;
}

/** Image-text matching: a statement is right when it is nearer to its own image, a tie is wrong. */
export async function encoderResults(
  db: Db,
  release: EvaluatedRelease,
): Promise<(ScoredEncoder & { perPair: ScoredPair[] })[]> {
  const scores = await db.encoderScore.findMany({
    where: { releaseId: release.id },
    orderBy: [
      { encoderId: 'asc' },
      { weightsHash: 'asc' },
      { preprocessing: 'asc' },
      { pairId: 'asc' },
    ],
  });
  const groups = new Map<string, typeof scores>();
  for (const score of scores) {
    const id = `${score.encoderId}:${score.weightsHash}:${score.preprocessing}`;
    const group = groups.get(id);
    if (group) group.push(score);
    else groups.set(id, [score]);
  }
  const installed = new Map(
    (await installedEncoders().list()).map((encoder) => [encoder.id, encoder.description]),
  );
  return [...groups].flatMap(([id, group]) => {
    const perPair = group.map((score) => ({
      pairId: score.pairId,
      rightA: score.textAImageA > score.textAImageB,
      rightB: score.textBImageB > score.textBImageA,
    }));
    const pairsRight = perPair.filter((pair) => pair.rightA && pair.rightB).length;
    const pair = wilsonInterval(pairsRight, perPair.length);
    const item = clusteredItemAccuracy(perPair);
    const [first] = group;
    if (!pair || !item || !first) return [];
    const description = installed.get(first.encoderId);
    return [
      {
        id,
        name: description?.name ?? first.encoderId,
        weights: first.weightsHash.slice(0, 12),
        miniature: description?.miniature ?? false,
        pairsRight,
        pair,
        item,
        perPair,
      },
    ];
  });
}
