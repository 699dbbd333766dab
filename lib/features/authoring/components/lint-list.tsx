'use client';
import { Check, CircleAlert, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { QUESTION_LIMITS, type LintFinding } from '@/lib/domain/question-lint';

/** What still stands between the question and its submit, live. Each entry leads to its field. */
export function LintList({ findings }: { findings: LintFinding[] }) {
  const t = useTranslations('bench');
  if (findings.length === 0) {
    return (
      <p className="flex items-center gap-2 text-sm text-ok">
        <Check className="size-4" aria-hidden />
        {t('ready')}
      </p>
    );
  }
  return (
    <ul aria-label={t('lintTitle')} className="flex flex-col gap-1.5 text-sm">
      {distinct(findings).map(({ code, field, severity, params }) => {
        const Icon = severity === 'error' ? CircleAlert : TriangleAlert;
        return (
          <li key={code} className="flex items-start gap-2">
            <Icon
              className={
                severity === 'error'
                  ? 'mt-0.5 size-4 shrink-0 text-danger'
                  : 'mt-0.5 size-4 shrink-0 text-warning'
              }
              aria-label={t(severity)}
            />
            <button
              type="button"
              className="text-left text-ink-2 hover:text-ink"
              onClick={(event) => focusField(event.currentTarget.form, field)}
            >
              {t(`lint.${code}`, { ...QUESTION_LIMITS, ...params })}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** What is said of two fields in the same words is one thing to do; it leads to the first of them. */
export const distinct = (findings: readonly LintFinding[]): LintFinding[] =>
  findings.filter(({ code }, at) => findings.findIndex((one) => one.code === code) === at);

/** Text fields carry their name as id, radio groups as name. */
function focusField(form: HTMLFormElement | null, field: string): void {
  const target = form?.querySelector<HTMLElement>(
    `:is(input, textarea)#${field}, input[name="${field}"]`,
  );
  target?.focus();
}
