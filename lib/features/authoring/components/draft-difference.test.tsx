import { NextIntlClientProvider } from 'next-intl';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { EMPTY_QUESTION, type QuestionContent } from '@/lib/domain/question-lint';
import bench from '@/lib/ui/messages/en/bench.json';
import common from '@/lib/ui/messages/en/common.json';
import patterns from '@/lib/ui/messages/en/patterns.json';
import { DraftDifference } from './draft-difference';

const drawn = (other: Partial<QuestionContent>, mine: Partial<QuestionContent>): string =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="en" timeZone="UTC" messages={{ bench, common, patterns }}>
      <DraftDifference
        other={{ ...EMPTY_QUESTION, ...other }}
        mine={{ ...EMPTY_QUESTION, ...mine }}
      />
    </NextIntlClientProvider>,
  );

describe('two texts of one draft', () => {
  it('are shown in one, with the words that only one of them has, said in words, too', () => {
    const html = drawn({ question: 'Is the tall gate open?' }, { question: 'Is the gate blue?' });
    expect(html).toMatch(/<del[^>]*>.*only in the other one.*tall.*<\/del>/);
    expect(html).toMatch(/<ins[^>]*>.*only in yours.*blue.*<\/ins>/);
  });

  it('stand a space apart where the one word is in the place of the other, in either order', () => {
    const html = drawn({ question: 'What sign is it?' }, { question: 'Which colour is it?' });
    const text = html.slice(html.indexOf('<dd'));
    const read = text.replaceAll(/<span class="sr-only">[^<]*<\/span>|<[^>]*>/g, '');
    for (const word of ['What', 'sign', 'Which', 'colour'])
      expect(read).toMatch(new RegExp(`(?<![a-z])${word}(?![a-z])`, 'i'));
  });

  it('name the right answer and the pattern as the form does, and leave out what is the same', () => {
    const same = { optionOne: 'Open', optionTwo: 'Closed', statementA: 'It is open.' };
    const html = drawn(
      { ...same, keyForA: 1, pattern: 'state' },
      { ...same, keyForA: 2, pattern: null },
    );
    expect(html).toMatch(/<ins[^>]*>.*Closed<\/ins>/);
    expect(html).toContain(patterns.state.short);
    expect(html).not.toContain('It is open.');
    expect(html).not.toContain(bench.field.statementA);
  });
});
