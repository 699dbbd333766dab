import { describe, expect, it } from 'vitest';
import { EMPTY_QUESTION } from '../question-lint';
import { wouldLose } from './proposal';
import { readProposals, storable } from './read-proposals';

const ONE = {
  question: 'Is the door open or closed?',
  options: ['Open', 'Closed'],
  answerForA: 2,
  statementA: 'The door is closed.',
  statementB: 'The  door is open. ',
  pattern: 'state',
};
const READ = {
  question: 'Is the door open or closed?',
  optionOne: 'Open',
  optionTwo: 'Closed',
  keyForA: 2,
  statementA: 'The door is closed.',
  statementB: 'The door is open.',
  pattern: 'state',
} as const;
const json = JSON.stringify({ proposals: [ONE] });

describe("a model's words", () => {
  it.each([
    ['plain JSON', json],
    ['a fence', '```json\n' + json + '\n```'],
    ['a fence without a language, and words around it', 'Here:\n```\n' + json + '\n```\nEnjoy!'],
    ['thoughts before it', '<think>{"proposals":[]} or so</think>\n' + json],
    ['the last of several fences', '```\n{"draft":1}\n```\nBetter:\n```JSON\n' + json + '\n```'],
  ])('are read from %s', (_name, text) => {
    expect(readProposals(text)).toEqual({ understood: true, proposals: [READ], dropped: 0 });
  });

  it.each([
    ['nothing', ''],
    ['prose', 'I cannot see images.'],
    ['JSON of another form', '[1, 2]'],
    ['a cut answer', json.slice(0, -3)],
    ['a list of what are no proposals', '{"proposals":[{"question":"Why?"}]}'],
  ])('are not understood where they are %s', (_name, text) => {
    expect(readProposals(text)).toEqual({ understood: false });
  });

  it('keep the whole ones of several, each once, and at most five', () => {
    const others = [1, 2, 3, 4, 5, 6].map((n) => ({ ...ONE, question: `Is it ${n} or more?` }));
    const bad = [
      { ...ONE, answerForA: '2' },
      { ...ONE, options: ['Open'] },
      { ...ONE, pattern: 'mood' },
      { ...ONE, question: 'x'.repeat(1001) },
      { ...ONE, statementB: '  ' },
      null,
    ];
    const read = readProposals(JSON.stringify({ proposals: [...bad, ONE, ONE, ...others] }));
    expect(read).toMatchObject({ understood: true, dropped: 9 });
    expect(read.understood && read.proposals).toHaveLength(5);
    expect(read.understood && read.proposals[0]).toEqual(READ);
  });

  it('may propose nothing', () => {
    expect(readProposals('{"proposals":[]}')).toEqual({
      understood: true,
      proposals: [],
      dropped: 0,
    });
  });

  it('are stored without what a database takes for no text', () => {
    expect(storable('a\0b\uD800c😀')).toBe('a\uFFFDb\uFFFDc😀');
  });
});

describe('filling the form', () => {
  it('loses nothing of an empty one, of the same words, or of an untouched earlier proposal', () => {
    const earlier = { ...READ, question: 'Is the gate open or closed?' };
    expect(wouldLose({ ...EMPTY_QUESTION, question: ' ' }, READ, null)).toBe(false);
    expect(wouldLose({ ...EMPTY_QUESTION, question: READ.question }, READ, null)).toBe(false);
    expect(wouldLose(earlier, READ, earlier)).toBe(false);
  });

  it('would lose a word or a choice of the person’s', () => {
    expect(wouldLose({ ...EMPTY_QUESTION, statementB: 'Mine.' }, READ, null)).toBe(true);
    expect(wouldLose({ ...EMPTY_QUESTION, keyForA: 1 }, READ, null)).toBe(true);
    expect(wouldLose({ ...EMPTY_QUESTION, ...READ, optionOne: 'Ajar' }, READ, READ)).toBe(true);
  });
});
