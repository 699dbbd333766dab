import { useTranslations } from 'next-intl';
import type { CheckStatus, Finding } from '@/lib/domain/check-rules';
import { isPatternId } from '@/lib/domain/patterns';
import { Status } from '@/lib/ui/primitives/status';

export const CHECK_TONE = { PASSED: 'ok', FAILED: 'danger', UNAVAILABLE: 'warning' } as const;

/** The state of a pair or of one rule: shape and word, colour only repeats them. */
export function CheckStatusLabel({ status }: { status: CheckStatus }) {
  const t = useTranslations('checks.status');
  return <Status tone={CHECK_TONE[status]}>{t(status)}</Status>;
}

/** Every rule of one pair with what was found. */
export function FindingList({ findings }: { findings: Finding[] }) {
  const t = useTranslations('checks');
  const patterns = useTranslations('patterns');
  return (
    <dl className="grid gap-x-4 gap-y-1 text-sm sm:grid-cols-[12rem_8rem_1fr]">
      {findings.map(({ rule, status, detail, params = {} }) => {
        const pattern = String(params.pattern ?? '');
        const shown = {
          ...params,
          ...(isPatternId(pattern) ? { pattern: patterns(`${pattern}.name`) } : {}),
          ...(typeof params.cosine === 'number' ? { cosine: params.cosine.toFixed(4) } : {}),
          ...(typeof params.weights === 'string' ? { weights: params.weights.slice(0, 12) } : {}),
        };
        return (
          <div key={rule} className="contents">
            <dt>{t(`rules.${rule}`)}</dt>
            <dd>
              <CheckStatusLabel status={status} />
            </dd>
            <dd className="mb-2 text-ink-2 num sm:mb-0">{t(`details.${detail}`, shown)}</dd>
          </div>
        );
      })}
    </dl>
  );
}
