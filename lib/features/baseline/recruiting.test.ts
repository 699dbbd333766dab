import { expect, it } from 'vitest';
import { describeOnEachDatabase } from '@/lib/testing/database';
import { createStudy } from './create-study';
import { getStudy } from './queries';
import { openStudy } from './open-study';
import { readStudyForm } from './components/read-study-form';
import { studyCard } from './study-card';
import { answer, enterRater, makeApprovedWorld } from './test-world';

const STATED = {
  recruitment: 'prolific',
  recruitmentNote: 'UK, fluent in English',
  payBasis: 'hour',
  payAmount: 9.5,
  payCurrency: 'GBP',
} as const;

describeOnEachDatabase('recruitment and pay', (database) => {
  it('are fixed when the study opens, and stand on its card', async () => {
    const world = await makeApprovedWorld(database().db, 2);
    const { projectId, admin, db } = world;
    const base = { projectId, name: 'S', ratersWanted: 3, trialDistance: 1, instructions: '' };
    const { studyId } = await createStudy(admin, { ...base, recruiting: STATED });
    await db.study.update({ where: { id: studyId }, data: { recruitmentNote: 'changed' } });
    await db.study.update({
      where: { id: studyId },
      data: { recruitmentNote: STATED.recruitmentNote },
    });
    await openStudy(admin, { projectId, studyId, version: 1 });
    for (const data of [{ payAmount: 1 }, { recruitment: 'staff' }, { payBasis: null }]) {
      await expect(db.study.update({ where: { id: studyId }, data })).rejects.toThrow();
    }
    expect((await getStudy(admin, { projectId, studyId })).recruiting).toEqual(STATED);
    const rater = await enterRater(world, studyId, 'R1');
    await answer(world, rater, () => 1);
    expect(await studyCard(admin, { projectId, studyId })).toMatchObject({
      recruitment: { from: 'prolific', note: 'UK, fluent in English' },
      pay: { basis: 'hour', amount: 9.5, currency: 'GBP' },
    });
  });
});

it('asks for amount and currency of paid work, and keeps neither of unpaid work', () => {
  const read = (fields: Record<string, string>) => {
    const form = new FormData();
    const usual = { name: 'S', ratersWanted: '5', trialDistance: '20', pairs: 'approved' };
    for (const [name, value] of Object.entries({ ...usual, ...fields })) form.set(name, value);
    return readStudyForm(form, (key) => key, 0);
  };
  expect(read({ payBasis: 'hour', payAmount: '9,5', payCurrency: 'gbp' })).toMatchObject({
    fields: { recruiting: { payAmount: 9.5, payCurrency: 'GBP' } },
  });
  expect(read({ payBasis: 'study', payAmount: '0', payCurrency: '£' })).toMatchObject({
    errors: {
      ...{ payAmount: 'recruiting.payAmountWrong', payCurrency: 'recruiting.payCurrencyWrong' },
    },
  });
  expect(read({ payBasis: 'unpaid', payAmount: '5', payCurrency: 'EUR' })).toMatchObject({
    fields: { recruiting: { payBasis: 'unpaid', payAmount: null, payCurrency: null } },
  });
});
