import { NextIntlClientProvider } from 'next-intl';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { NO_FACTS } from '@/lib/domain/project-lint';
import { EMPTY_QUESTION, lintQuestion, type QuestionContent } from '@/lib/domain/question-lint';
import bench from '@/lib/ui/messages/en/bench.json';
import patterns from '@/lib/ui/messages/en/patterns.json';
import { QuestionForm } from './question-form';

const drawn = (patch: Partial<QuestionContent>): string => {
  const content = { ...EMPTY_QUESTION, ...patch };
  return renderToStaticMarkup(
    <NextIntlClientProvider locale="en" timeZone="UTC" messages={{ bench, patterns }}>
      <QuestionForm
        content={content}
        onChange={() => undefined}
        findings={lintQuestion(content)}
        showErrors={false}
        keys={NO_FACTS.keys}
      />
    </NextIntlClientProvider>,
  );
};

describe('the form of a question', () => {
  it('says advice on a begun draft beside the field, which names it as its description', () => {
    const html = drawn({ question: 'Is the dog in the other image?' });
    expect(html).toMatch(/<textarea[^>]* aria-describedby="question-warning"/);
    expect(html).toMatch(/<p id="question-warning"[^>]*>.*?points at another image/);
    expect(drawn({ question: 'Is the dog black?' })).not.toContain('question-warning');
  });

  it('says below the patterns what the chosen one means', () => {
    const said = `>${patterns.state.definition}</p>`;
    expect(drawn({ pattern: 'state' })).toContain(said);
    expect(drawn({ pattern: 'color' })).not.toContain(said);
  });
});
