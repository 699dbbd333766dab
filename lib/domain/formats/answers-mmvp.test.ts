import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contradictedKeys, parseAnswers } from './answers-mmvp';

const lines = (...objects: object[]): string => objects.map((o) => JSON.stringify(o)).join('\n');
/** Field names as evaluate_mllm.py of github.com/tsb0601/MMVP writes them. */
const mmvp = (question_id: number, response: string, answer = '(a)') => ({
  question_id,
  prompt: 'Are the wings open? (a) Open (b) Closed',
  answer,
  response,
  answer_id: 'x1',
  model_id: 'llava-v1.5-7b',
});
/** As mmvp_eval.py of github.com/cambrian-mllm/cambrian writes them. */
const cambrian = {
  question_id: 0,
  prompt: 'q',
  answer: 'B',
  gt_answer: '(a)',
  model_id: 'cambrian-8b',
  text_options: ['Open', 'Closed'],
};
/** As evaluate_mmvp.py of github.com/OpenGVLab/InternVL writes them. */
const internvl = { question: 'q', answer: 'A', gt_answers: 'A', data_id: '1' };

describe('answer files', () => {
  it('in MMVP’s form are read: response is the answer, answer the key', () => {
    const file = parseAnswers(`${lines(mmvp(1, '(b)'), mmvp(2, 'Open', '(b)'))}\n\n`, {
      form: 'auto',
      rows: 2,
    });
    expect(file).toEqual({
      kind: 'answers',
      form: 'mmvp',
      answers: [
        { line: 1, index: 1, response: '(b)', key: 'a', model: 'llava-v1.5-7b' },
        { line: 2, index: 2, response: 'Open', key: 'b', model: 'llava-v1.5-7b' },
      ],
      problems: [],
      models: ['llava-v1.5-7b'],
    });
  });

  it('in which answer may be the prediction are not guessed', () => {
    for (const [object, likely] of [
      [cambrian, 'cambrian'],
      [internvl, 'internvl'],
      [{ question_id: 1, answer: '(a)' }, null],
      [{ ...mmvp(1, 'x'), gt_answer: '(a)' }, null],
    ] as const) {
      expect(parseAnswers(lines(object, object), { form: 'auto', rows: 4 })).toMatchObject({
        kind: 'ambiguous',
        line: 1,
        guess: { likely, fields: Object.keys(object), choices: ['mmvp', 'cambrian', 'internvl'] },
      });
    }
  });

  it('once said to be Cambrian’s or InternVL’s, are counted from 0 or 1 as those do', () => {
    const read = (object: object, form: 'cambrian' | 'internvl') =>
      parseAnswers(lines(object), { form, rows: 2 });
    expect(read(cambrian, 'cambrian')).toMatchObject({
      answers: [{ index: 1, response: 'B', key: 'a' }],
    });
    expect(read(internvl, 'internvl')).toMatchObject({
      answers: [{ index: 1, response: 'A', key: 'a' }],
    });
  });

  it('report each bad line by its number and keep the good ones', () => {
    const text = [
      JSON.stringify(mmvp(1, 'a')),
      '{"question_id": 2, ',
      '[1]',
      JSON.stringify(mmvp(1, 'b')),
      JSON.stringify(mmvp(9, 'b')),
      JSON.stringify({ question_id: 3, answer: '(a)' }),
      JSON.stringify(mmvp(2, 'b')),
    ].join('\r\n');
    const file = parseAnswers(text, { form: 'auto', rows: 4 });
    if (file.kind !== 'answers') throw new Error('the first line says which form it is');
    expect(file.answers.map((answer) => [answer.line, answer.index])).toEqual([
      [1, 1],
      [7, 2],
    ]);
    expect(file.problems.map((problem) => problem.line)).toEqual([2, 3, 4, 5, 6]);
    expect(file.problems[2]?.message).toContain('already answered on line 1');
    expect(file.problems[4]?.message).toContain('response');
  });

  it('made for another release are found out by their keys', () => {
    const file = parseAnswers(lines(mmvp(1, 'a', '(a)'), mmvp(2, 'a', '(a)')), {
      form: 'mmvp',
      rows: 2,
    });
    if (file.kind !== 'answers') throw new Error('the form was given');
    expect(contradictedKeys(file.answers, ['a', 'b']).map((answer) => answer.index)).toEqual([2]);
  });

  it('never throw, whatever is in them', () => {
    const form = fc.constantFrom('auto' as const, 'mmvp' as const, 'cambrian' as const);
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.json())), form, (texts, kind) => {
        const file = parseAnswers(texts.join('\n'), { form: kind, rows: 10 });
        expect(['answers', 'ambiguous']).toContain(file.kind);
      }),
    );
  });
});
