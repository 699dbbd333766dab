'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState, useTransition, type FormEvent } from 'react';
import {
  GUIDELINE_LANGUAGES,
  GUIDELINE_LENGTH,
  SUMMARY_LENGTH,
  tooManyLines,
  type GuidelineLanguage,
} from '@/lib/domain/guidelines';
import { DIFF_LINES } from '@/lib/domain/line-diff';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import { Markdown } from '@/lib/ui/markdown/markdown';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { Field, fieldAria } from '@/lib/ui/primitives/field';
import { Input } from '@/lib/ui/primitives/input';
import { Tabs } from '@/lib/ui/primitives/tabs';
import { Textarea } from '@/lib/ui/primitives/textarea';
import { toast } from '@/lib/ui/primitives/toast';
import { useSession } from '@/lib/ui/session/use-session';
import { saveGuidelineAction } from '../actions';
import type { GuidelineVersion } from '../queries';
import { GuidelineConflict } from './guideline-conflict';
import { useGuidelineText } from './use-guideline-text';

interface GuidelineEditorProps {
  project: string;
  /** Whose unsaved text this browser keeps. */
  userId: string;
  /** Address of the page with the guidelines. */
  base: string;
  guideline: GuidelineVersion;
}

/** Both texts with their preview; saving makes the next version. */
export function GuidelineEditor({ project, userId, base, guideline }: GuidelineEditorProps) {
  const t = useTranslations('guidelines.editor');
  const all = useTranslations('guidelines');
  const failureText = useFailureText();
  const { as } = useSession();
  const router = useRouter();
  const control = useGuidelineText({ project, userId }, guideline);
  const { text, change } = control;
  const [conflict, setConflict] = useState<GuidelineVersion | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [summaryMissing, setSummaryMissing] = useState(false);
  const [pending, start] = useTransition();

  const unfit = (): string | null => {
    if (text.en.trim() === '' && text.zh.trim() === '') return t('textMissing');
    const long = [text.en, text.zh].some(
      (one) => one.length > GUIDELINE_LENGTH || tooManyLines(one),
    );
    if (long) return t('textLong', { length: GUIDELINE_LENGTH, lines: DIFF_LINES });
    return control.changed ? null : t('unchanged');
  };
  const save = (event: FormEvent): void => {
    event.preventDefault();
    const wrong = unfit();
    setProblem(wrong);
    setSummaryMissing(text.summary.trim() === '');
    if (text.summary.trim() === '') document.getElementById('summary')?.focus();
    if (wrong !== null || text.summary.trim() === '') return;
    start(async () => {
      const result = await saveGuidelineAction({ project, ...text }, as).catch(() => null);
      if (result?.ok) {
        control.saved();
        toast({ title: t('saved', { version: result.data.version }) });
        router.push(base);
        router.refresh();
      } else if (result?.error.key === 'guidelineConflict') {
        setConflict(result.error.current as GuidelineVersion);
      } else setProblem(result ? failureText(result.error) : all('unreachable'));
    });
  };
  const error = summaryMissing && text.summary.trim() === '' ? t('summaryMissing') : undefined;

  return (
    <form onSubmit={save} className="flex flex-col gap-5">
      {control.recovered && (
        <Callout
          tone="info"
          action={
            <Button size="sm" onClick={control.discard}>
              {t('discard')}
            </Button>
          }
        >
          {t('recovered')}
        </Callout>
      )}
      {control.putAside && (
        <Callout
          tone="info"
          action={
            <Button size="sm" onClick={control.putBack}>
              {t('putBack')}
            </Button>
          }
        >
          {t('kept')}
        </Callout>
      )}
      {conflict && (
        <GuidelineConflict
          mine={text}
          current={conflict}
          onMine={() => {
            change({ baseVersion: conflict.version });
            setConflict(null);
          }}
          onTheirs={() => {
            control.replace(conflict);
            setConflict(null);
          }}
        />
      )}
      <Tabs
        label={t('languages')}
        tabs={GUIDELINE_LANGUAGES.map((language) => ({
          value: language,
          label: t(language),
          content: (
            <Language
              language={language}
              text={text[language]}
              readOnly={pending}
              onChange={(value) => change({ [language]: value })}
            />
          ),
        }))}
      />
      <Field id="summary" label={t('summary')} hint={t('summaryHint')} error={error}>
        <Input
          id="summary"
          value={text.summary}
          readOnly={pending}
          maxLength={SUMMARY_LENGTH}
          autoComplete="off"
          onChange={(event) => change({ summary: event.target.value })}
          {...fieldAria({ id: 'summary', hint: t('summaryHint'), error })}
        />
      </Field>
      {problem !== null && (
        <div role="alert">
          <Callout tone="danger">{problem}</Callout>
        </div>
      )}
      <div>
        <Button type="submit" variant="primary" loading={pending} disabled={conflict !== null}>
          {t('save', { version: text.baseVersion + 1 })}
        </Button>
      </div>
    </form>
  );
}

function Language(props: {
  language: GuidelineLanguage;
  text: string;
  /** While it is being saved: what is typed then would not be saved. */
  readOnly: boolean;
  onChange: (text: string) => void;
}) {
  const { language, text, readOnly, onChange } = props;
  const t = useTranslations('guidelines.editor');
  const id = `text-${language}`;
  const hint = t('hint', { anchor: '{#orientation}' });
  return (
    <div className="grid gap-6 lg:grid-cols-2">
      <Field id={id} label={t('text')} hint={hint}>
        <Textarea
          id={id}
          lang={language}
          rows={24}
          value={text}
          readOnly={readOnly}
          onChange={(event) => onChange(event.target.value)}
          className="max-h-[36rem] font-mono text-sm"
          {...fieldAria({ id, hint, error: undefined })}
        />
      </Field>
      <div>
        <p className="mb-1 font-medium">{t('preview')}</p>
        <div
          role="region"
          aria-label={t('preview')}
          tabIndex={0}
          className="max-h-[40rem] overflow-y-auto border border-line p-4"
        >
          <Markdown source={text} lang={language} />
        </div>
      </div>
    </div>
  );
}
