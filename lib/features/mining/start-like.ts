/** The form of a run, filled in like one that was. */
import type { EncoderRole } from '@/lib/domain/encoders';
import type { AgreementRule } from '@/lib/domain/mining/agreement';
import type { RankScore } from '@/lib/domain/mining/rank';
import type { EncoderChoice, RunRow } from './run-queries';

export interface RoleStart {
  first: string;
  further: string[];
  /** How many of them must agree. */
  agree: AgreementRule;
}

/** What the form begins with; absent is what it begins with anyway. */
export interface MiningStart {
  semantic?: RoleStart | undefined;
  visual?: RoleStart | undefined;
  minSemantic?: number | undefined;
  maxVisual?: number | undefined;
  perImage?: number | undefined;
  rankBy?: RankScore | undefined;
  perCluster?: number | undefined;
  limit?: number | undefined;
  /** Ids of encoders of that run that cannot be chosen now. */
  missing: string[];
}

/**
 * All parameters of `run` (null: none of them), with these thresholds instead of its own. Encoders that are
 * not usable now are named in `missing`; where one of a role is, all others of that role must agree,
 * unless any one was enough.
 */
export function startLike(
  run: RunRow | null,
  encoders: readonly EncoderChoice[],
  { s, v }: { s?: number | undefined; v?: number | undefined },
): MiningStart {
  if (run === null) return { minSemantic: s, maxVisual: v, missing: [] };
  const usable = (role: EncoderRole, id: string): boolean =>
    encoders.some((one) => one.id === id && one.role === role && one.unusable === null);
  const missing: string[] = [];
  const start = (role: EncoderRole): RoleStart | undefined => {
    const [first, ...further] = run[role].map(({ id }) => id).filter((id) => usable(role, id));
    missing.push(...run[role].map(({ id }) => id).filter((id) => !usable(role, id)));
    if (first === undefined) return undefined;
    return {
      first,
      further,
      agree: ruleOf(run.agreement[role], run[role].length, further.length + 1),
    };
  };
  return {
    semantic: start('semantic'),
    visual: start('visual'),
    minSemantic: s ?? run.minSemantic,
    maxVisual: v ?? run.maxVisual,
    perImage: run.perImage,
    rankBy: run.rankBy,
    perCluster: run.perCluster ?? undefined,
    limit: run.limit ?? undefined,
    missing,
  };
}

/** As the form says it. */
function ruleOf(least: number, before: number, now: number): AgreementRule {
  if (least === 1 && before > 1) return 'any';
  return now < before || least === before ? 'all' : least;
}
