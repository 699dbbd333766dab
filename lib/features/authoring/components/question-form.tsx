'use client';
import { useTranslations } from 'next-intl';
import { PATTERNS, isPatternId } from '@/lib/domain/patterns';
import {
  EMPTY_QUESTION,
  QUESTION_LIMITS,
  type LintFinding,
  type QuestionContent,
} from '@/lib/domain/question-lint';
import { isYesOrNo } from '@/lib/domain/option-kind';
import type { KeyCounts } from '@/lib/domain/project-lint';
import { proposeStatements } from '@/lib/domain/statement-proposal';
import { Button } from '@/lib/ui/primitives/button';
import { Field, fieldAria } from '@/lib/ui/primitives/field';
import { Input } from '@/lib/ui/primitives/input';
import { PatternIcon } from '@/lib/ui/primitives/pattern-icon';
import { RadioCards } from '@/lib/ui/primitives/radio-cards';
import { Textarea } from '@/lib/ui/primitives/textarea';
import { useLeftFields } from '../use-left-fields';
import { LintList } from './lint-list';

type TextField = 'question' | 'optionOne' | 'optionTwo' | 'statementA' | 'statementB' | 'note';

const FIELDS = Object.keys(EMPTY_QUESTION) as (keyof QuestionContent)[];

/**
 * The form of one question. Errors show beside a field once it has text, warnings once
 * it is left, both after a try to submit.
 */
export function QuestionForm(props: {
  content: QuestionContent;
  onChange: (patch: Partial<QuestionContent>) => void;
  /** What stands here can be read and copied only. */
  readOnly?: boolean;
  findings: LintFinding[];
  showErrors: boolean;
  /** Of the project's other questions. */
  keys: KeyCounts;
}) {
  const { content, onChange, readOnly = false, findings, showErrors, keys } = props;
  const t = useTranslations('bench');
  const tp = useTranslations('patterns');
  const begun = (field: keyof QuestionContent): boolean =>
    content[field] !== '' && content[field] !== null;
  // What a draft brought was left before.
  const { left, leave } = useLeftFields(FIELDS.filter(begun));
  const said = (field: keyof QuestionContent, severity: LintFinding['severity']) => {
    const found = findings.find((f) => f.field === field && f.severity === severity);
    return found && t(`lint.${found.code}`, { ...QUESTION_LIMITS, ...found.params });
  };
  const errorOf = (field: keyof QuestionContent): string | undefined =>
    showErrors || begun(field) ? said(field, 'error') : undefined;
  const warningOf = (field: keyof QuestionContent): string | undefined =>
    showErrors || left.has(field) ? said(field, 'warning') : undefined;
  /** Lines that the field shows before anything is written; it grows. None: one line for good. */
  const text = (field: TextField, lines?: number) => {
    const notes = { id: field, error: errorOf(field), warning: warningOf(field) };
    const shared = {
      id: field,
      value: content[field],
      maxLength: 4000,
      readOnly,
      autoComplete: 'off',
      onChange: (event: { target: { value: string } }) => onChange({ [field]: event.target.value }),
      onBlur: () => leave(field),
      ...fieldAria(notes),
    };
    return (
      // Beside one with an error the input stands at the foot, level with that one's.
      <Field label={t(`field.${field}`)} className="justify-between" {...notes}>
        {lines === undefined ? <Input {...shared} /> : <Textarea rows={lines} {...shared} />}
      </Field>
    );
  };
  const proposal = proposeStatements(content);
  return (
    <>
      {text('question', 2)}
      <div className="grid gap-3 sm:grid-cols-2">
        {text('optionOne')}
        {text('optionTwo')}
      </div>
      <RadioCards
        name="keyForA"
        legend={t('field.keyForA')}
        error={errorOf('keyForA')}
        // Choosing is all that there is to be done here, so nothing has to be left first.
        warning={said('keyForA', 'warning')}
        columns={2}
        value={content.keyForA === null ? '' : String(content.keyForA)}
        onChange={(value: string) => onChange({ keyForA: value === '1' ? 1 : 2 })}
        options={[
          { value: '1', label: t('shows', { option: content.optionOne || t('optionOneEmpty') }) },
          { value: '2', label: t('shows', { option: content.optionTwo || t('optionTwoEmpty') }) },
        ]}
      />
      <KeysSoFar content={content} keys={keys} />
      {text('statementA', 1)}
      {text('statementB', 1)}
      <div className="-mt-2">
        <Button
          size="sm"
          variant="ghost"
          className="-ml-2"
          disabled={proposal === null || readOnly}
          onClick={() => proposal && onChange(proposal)}
        >
          {t('propose')}
        </Button>
      </div>
      <RadioCards
        name="pattern"
        legend={t('field.pattern')}
        error={errorOf('pattern')}
        columns={3}
        size="sm"
        value={content.pattern ?? ''}
        onChange={(value: string) => onChange({ pattern: value })}
        options={PATTERNS.map(({ id }) => ({
          value: id,
          label: tp(`${id}.short`),
          icon: <PatternIcon pattern={id} />,
          title: tp(`${id}.definition`),
        }))}
      />
      {/* Two lines are kept for it, so that nothing below moves. */}
      <p className="-mt-3 min-h-10 text-sm text-ink-2" aria-live="polite">
        {content.pattern !== null && isPatternId(content.pattern)
          ? tp(`${content.pattern}.definition`)
          : t('patternHint')}
      </p>
      {text('note', 1)}
      <LintList findings={findings} />
    </>
  );
}

/**
 * How the key stands, so that it can be kept even; nothing before anybody's question counts. Its two lines are
 * kept, so that nothing moves when it comes or goes.
 */
function KeysSoFar({ content, keys }: { content: QuestionContent; keys: KeyCounts }) {
  const t = useTranslations('bench');
  const yesNo = isYesOrNo(content.optionOne) && isYesOrNo(content.optionTwo);
  const [one, two] = yesNo ? [keys.yes, keys.no] : [keys.one, keys.two];
  return (
    <p className="-mt-3 min-h-10 text-sm text-ink-2 num">
      {one + two > 0 && t(yesNo ? 'keysYesNo' : 'keysPlace', { one, two })}
    </p>
  );
}
