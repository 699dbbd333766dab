import { expect, it } from 'vitest';
import { describeOnEachDatabase } from '@/lib/testing/database';
import { pairsForStudy } from './available-pairs';
import { saysMoreThanUsual } from './components/protocol-fields';
import { USUAL_PROTOCOL } from './schemas';
import { makeApprovedWorld } from './test-world';

describeOnEachDatabase('the pairs that a new study can choose by number', (database) => {
  it('are listed as they are written into the form, approved ones and those measured before apart', async () => {
    const { db, admin, projectId } = await makeApprovedWorld(database().db, 6);
    const pairs = await db.pair.findMany({ where: { projectId }, orderBy: { number: 'asc' } });
    const numbers = pairs.map(({ number }) => number);
    const set = (at: number, status: 'MEASURED' | 'IN_STUDY') =>
      db.pair.update({ where: { id: pairs[at]!.id }, data: { status } });
    await set(3, 'MEASURED');
    await set(4, 'IN_STUDY');
    const first = numbers[0]!;
    expect(numbers).toEqual([0, 1, 2, 3, 4, 5].map((at) => first + at));
    expect((await pairsForStudy(admin, { projectId })).numbers).toEqual({
      approved: `${first}-${first + 2}, ${first + 5}`,
      measured: `${first + 3}`,
    });
  });
});

it('opens the optional part of the form where a draft says more than a new study', () => {
  expect(saysMoreThanUsual(USUAL_PROTOCOL)).toBe(false);
  expect(saysMoreThanUsual({ ...USUAL_PROTOCOL, attentionChecks: 0 })).toBe(true);
  expect(saysMoreThanUsual({ ...USUAL_PROTOCOL, consentText: 'Who asks' })).toBe(true);
  // These stand elsewhere in the form.
  expect(saysMoreThanUsual({ ...USUAL_PROTOCOL, sessionGapHours: 24, pairsPerRater: 5 })).toBe(
    false,
  );
});
