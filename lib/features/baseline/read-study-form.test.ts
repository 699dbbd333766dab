import { describe, expect, it } from 'vitest';
import { readScreens, readStudyForm } from './components/read-study-form';
import { studyFields } from './schemas';

const words = (key: string): string => key;

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  const usual = { name: 'S', ratersWanted: '5', trialDistance: '20', pairs: 'approved' };
  for (const [name, value] of Object.entries({ ...usual, ...fields })) data.set(name, value);
  return data;
}

describe('the form of a study', () => {
  it('asks for no distance where both images are on one screen', () => {
    const read = readStudyForm(form({ presentation: 'side-by-side', trialDistance: '' }), words, 0);
    expect(read).toMatchObject({
      ok: true,
      fields: { trialDistance: 1, protocol: { presentation: 'side-by-side' } },
    });
    expect(readStudyForm(form({ trialDistance: '' }), words, 0)).toMatchObject({
      ok: false,
      errors: { trialDistance: 'number' },
    });
  });

  it('reads a pause between two sessions, which both images on one screen cannot have', () => {
    const read = (fields: Record<string, string>) => readStudyForm(form(fields), words, 0);
    const hours = (sessionGapHours: number | null) => ({
      ok: true,
      fields: { protocol: { sessionGapHours } },
    });
    expect(read({ sessionGapHours: '24' })).toMatchObject(hours(24));
    expect(read({ sessionGapHours: '' })).toMatchObject(hours(null));
    const side = { presentation: 'side-by-side', sessionGapHours: '24' };
    expect(read(side)).toMatchObject(hours(null));
    for (const sessionGapHours of ['1.5', '337']) {
      expect(read({ sessionGapHours })).toMatchObject({ errors: { sessionGapHours: 'number' } });
    }
  });

  it('gives the planner practice, checks and presentation while they are written', () => {
    const written = { presentation: 'side-by-side', practiceNumbers: '3, 7-9' };
    expect(readScreens(form({ ...written, attentionChecks: '2', pairsPerRater: '50' }))).toEqual({
      presentation: 'side-by-side',
      practicePairs: 4,
      attentionChecks: 2,
      pairsPerRater: 50,
    });
    // Half written, or refused on saving: nothing to count with.
    const none = {
      presentation: 'single-image',
      practicePairs: 0,
      attentionChecks: 0,
      pairsPerRater: null,
    };
    expect(
      readScreens(form({ pairsPerRater: '0', practiceNumbers: '3-', attentionChecks: '-' })),
    ).toEqual(none);
    expect(readScreens(form({ practiceNumbers: '1-99', attentionChecks: '999' }))).toEqual(none);
    expect(readScreens(form({}))).toEqual(none);
  });

  it('reads how many pairs each rater gets, no more than there are, and empty as all', () => {
    const read = (pairsPerRater: string, pairs: number) =>
      readStudyForm(form({ pairsPerRater }), (key, params) => `${key} ${params?.max}`, pairs);
    const fields = (pairsPerRater: number | null) => ({
      ok: true,
      fields: { protocol: { pairsPerRater } },
    });
    expect(read('', 40)).toMatchObject(fields(null));
    expect(read('40', 40)).toMatchObject(fields(40));
    for (const written of ['41', '0', '2.5']) {
      expect(read(written, 40)).toMatchObject({ errors: { pairsPerRater: 'number 40' } });
    }
    // Numbers that cannot be read say no number of pairs; the server knows it.
    expect(read('41', 0)).toMatchObject(fields(41));
  });

  it('names a rule that could decide nothing beside its field', () => {
    const errorsOf = (fields: Record<string, string>, pairs = 0) => {
      const read = readStudyForm(form(fields), words, pairs);
      return read.ok ? null : read.errors;
    };
    expect(errorsOf({ qualifyPercent: '80' })).toEqual({
      qualifyPercent: 'qualifyWithoutPractice',
    });
    expect(errorsOf({ qualifyPercent: '80', practiceNumbers: '7' })).toBeNull();
    const rule = { attentionMistakesAllowed: 'mistakesNeverTooMany' };
    // The form proposes one mistake; who writes 0 checks has no mistakes to count.
    expect(errorsOf({ attentionMistakesAllowed: '1', attentionChecks: '0' })).toBeNull();
    expect(errorsOf({ attentionMistakesAllowed: '2', attentionChecks: '2' })).toEqual(rule);
    expect(errorsOf({ attentionMistakesAllowed: '1', attentionChecks: '2' })).toBeNull();
    // Two pairs of a rater's own are four screens, or two side by side; how many there are may not be known.
    const checks = (attentionChecks: string, more = {}, pairs = 9) =>
      errorsOf({ attentionChecks, pairsPerRater: '2', ...more }, pairs);
    expect(checks('3')).toBeNull();
    expect(checks('4')).toEqual({ attentionChecks: 'checksTooMany' });
    const two = { presentation: 'side-by-side' };
    expect(checks('2', two)).toEqual({ attentionChecks: 'checksTooMany' });
    expect(checks('20', { pairsPerRater: '' }, 0)).toBeNull();
  });

  it('takes an empty rule as no rule, and what it reads is what the server takes', () => {
    const read = readStudyForm(
      form({
        attentionChecks: '2',
        attentionMistakesAllowed: '0',
        leastMedianSeconds: '1.5',
        practiceNumbers: '7, 9',
        pilot: 'on',
        pairs: 'pattern:color',
      }),
      words,
      0,
    );
    expect(read).toMatchObject({
      ok: true,
      fields: {
        pattern: 'color',
        protocol: {
          attentionChecks: 2,
          // None allowed is a rule; an empty field is none.
          attentionMistakesAllowed: 0,
          leastMedianMs: 1500,
          practiceNumbers: [7, 9],
          pilot: true,
          timeCapMinutes: null,
          completionCode: null,
          qualifyPercent: 0,
        },
      },
    });
    if (read.ok) expect(studyFields.safeParse(read.fields).success).toBe(true);
  });

  it('names every field that cannot be used', () => {
    const read = readStudyForm(
      form({
        name: ' ',
        attentionChecks: '2.5',
        timeCapMinutes: '0',
        completionCode: 'two words',
        practiceNumbers: 'some',
      }),
      words,
      0,
    );
    expect(read.ok ? [] : Object.keys(read.errors).sort()).toEqual([
      'attentionChecks',
      'completionCode',
      'name',
      'practiceNumbers',
      'timeCapMinutes',
    ]);
  });
});
