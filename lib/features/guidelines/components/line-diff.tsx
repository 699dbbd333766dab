import { useTranslations } from 'next-intl';
import { GUIDELINE_LANGUAGES, type GuidelineText } from '@/lib/domain/guidelines';
import { condense, diffLines } from '@/lib/domain/line-diff';
import { cn } from '@/lib/ui/primitives/cn';

const LOOK = {
  added: { sign: '+', line: 'bg-ok-soft' },
  removed: { sign: '−', line: 'bg-danger-soft' },
  same: { sign: ' ', line: '' },
} as const;

/** What has to be changed in `before` to get `after`, in both languages. */
export function GuidelineDiff({ before, after }: { before: GuidelineText; after: GuidelineText }) {
  const t = useTranslations('guidelines');
  return (
    <div className="flex flex-col gap-6">
      {GUIDELINE_LANGUAGES.map((language) => {
        const name = t(`editor.${language}`);
        return (
          <section key={language} aria-label={t('diff.label', { language: name })}>
            <h3 className="mb-1 font-medium">{name}</h3>
            {before[language] === after[language] ? (
              <p className="text-ink-2">{t('diff.none')}</p>
            ) : (
              <Lines lang={language} before={before[language]} after={after[language]} />
            )}
          </section>
        );
      })}
    </div>
  );
}

function Lines({ lang, before, after }: { lang: string; before: string; after: string }) {
  const t = useTranslations('guidelines.diff');
  return (
    <ol lang={lang} className="border-y border-line py-1 text-sm">
      {condense(diffLines(before, after)).map((line, at) =>
        line.kind === 'gap' ? (
          <li key={at} className="px-2 py-1 text-ink-2">
            … {t('gap', { count: line.lines })} …
          </li>
        ) : (
          <li key={at} className={cn('flex gap-2 px-2 whitespace-pre-wrap', LOOK[line.kind].line)}>
            {/* The sign says it without the colour, a word without the sign. */}
            <span aria-hidden className="w-3 shrink-0 num select-none">
              {LOOK[line.kind].sign}
            </span>
            {line.kind !== 'same' && <span className="sr-only">{t(line.kind)}: </span>}
            <span className="min-w-0 break-words">{line.text || '\u00a0'}</span>
          </li>
        ),
      )}
    </ol>
  );
}
