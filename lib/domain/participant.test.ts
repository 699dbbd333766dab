import { describe, expect, it } from 'vitest';
import { handInOf, mturkLink, readArrival } from './participant';

const PROLIFIC = {
  PROLIFIC_PID: '5f0c9d2a7b3e4d1c2b3a4f5e',
  STUDY_ID: '60aca280709ee40ec37d4885',
  SESSION_ID: '60bf9310e8dec401be6e9615',
};
const MTURK = {
  workerId: 'A1B2C3D4E5F6G7',
  assignmentId: '3EXAMPLEASSIGNMENT',
  hitId: '3EXAMPLEHIT',
  turkSubmitTo: 'https://workersandbox.mturk.com',
};

describe('the address of a participant', () => {
  it('is read as Prolific and MTurk write it', () => {
    expect(readArrival(PROLIFIC)).toEqual({
      kind: 'participant',
      participant: {
        platform: 'prolific',
        id: PROLIFIC.PROLIFIC_PID,
        task: PROLIFIC.STUDY_ID,
        submission: PROLIFIC.SESSION_ID,
        submitTo: null,
      },
    });
    expect(readArrival(MTURK)).toMatchObject({
      participant: {
        ...{ platform: 'mturk', id: MTURK.workerId, submission: MTURK.assignmentId },
        submitTo: 'workersandbox.mturk.com',
      },
    });
  });

  it('is a preview while the task is not accepted, whoever looks', () => {
    const preview = { ...MTURK, assignmentId: 'ASSIGNMENT_ID_NOT_AVAILABLE' };
    expect(readArrival(preview)).toEqual({ kind: 'preview' });
  });

  it('comes from a task of MTurk by the link that is put into its source, in the preview, too', () => {
    const source = mturkLink('https://study.example/join/t0ken', 'Open');
    const script = /<script>(.*)<\/script>/.exec(source)?.[1] ?? '';
    const id = /<a id="([^"]+)" target="_blank"/.exec(source)?.[1];
    const arrivalFrom = (parameters: Record<string, string>) => {
      const link = { href: '' };
      const document = { getElementById: (asked: string) => (asked === id ? link : null) };
      const window = { location: { search: `?${new URLSearchParams(parameters)}` } };
      // As a browser does with the task's page.
      new Function('document', 'window', script)(document, window);
      const { origin, pathname, searchParams } = new URL(link.href);
      expect(origin + pathname).toBe('https://study.example/join/t0ken');
      return readArrival(Object.fromEntries(searchParams));
    };
    expect(arrivalFrom(MTURK)).toEqual(readArrival(MTURK));
    expect(arrivalFrom({ assignmentId: 'ASSIGNMENT_ID_NOT_AVAILABLE', hitId: 'H' })).toEqual({
      kind: 'preview',
    });
  });

  it.each(['{{%PROLIFIC_PID%}}', '', 'a b', '<script>', 'x'.repeat(65)])(
    'takes %j for no id',
    (id) => expect(readArrival({ PROLIFIC_PID: id })).toEqual({ kind: 'plain' }),
  );

  it('takes an id that is given twice for none', () => {
    expect(readArrival({ workerId: ['A1', 'A2'] })).toEqual({ kind: 'plain' });
  });

  it.each([
    'https://www.mturk.com.evil.example',
    'https://evil.example/www.mturk.com',
    'http://www.mturk.com',
    'https://www.mturk.com@evil.example',
    'https://www.mturk.com:8443',
    'javascript:alert(1)',
  ])('hands no code in at %s', (turkSubmitTo) => {
    expect(readArrival({ ...MTURK, turkSubmitTo })).toMatchObject({
      participant: { submitTo: null },
    });
  });
});

describe('handing a code in', () => {
  const row = { platform: 'mturk', submissionId: 'A', submitTo: 'www.mturk.com' };

  it('goes to Prolific with the code, and to MTurk with the assignment', () => {
    expect(handInOf({ ...row, platform: 'prolific' }, 'C1&x')).toEqual({
      platform: 'prolific',
      url: 'https://app.prolific.com/submissions/complete?cc=C1%26x',
    });
    expect(handInOf(row, 'C1')).toEqual({
      platform: 'mturk',
      action: 'https://www.mturk.com/mturk/externalSubmit',
      assignmentId: 'A',
    });
  });

  it('has no form for another host, and nothing without a platform or a code', () => {
    expect(handInOf({ ...row, submitTo: 'evil.example' }, 'C1')).toMatchObject({ action: null });
    expect(handInOf({ ...row, platform: null }, 'C1')).toBeNull();
    expect(handInOf(row, null)).toBeNull();
  });
});
