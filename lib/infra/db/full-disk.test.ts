import { expect, it } from 'vitest';
import { diskFull } from './full-disk';

it('finds that the disk is full under what Prisma and its adapter wrap around it', () => {
  // As Prisma 7.10 with adapter-pg 7.10 threw it on a full disk.
  const adapter = Object.assign(new Error('DriverAdapterError'), {
    cause: { originalCode: '53100', originalMessage: 'could not extend file', kind: 'postgres' },
  });
  const prisma = Object.assign(new Error('Invalid invocation'), {
    code: 'P2039',
    meta: { modelName: 'UploadFile', driverAdapterError: adapter },
  });
  expect(diskFull(prisma)).toMatchObject({ code: 'disk-full', status: 507 });
  expect(diskFull(Object.assign(new Error('pg'), { code: '53100' }))).not.toBeNull();
});

it('takes no other error for it', () => {
  expect(diskFull(Object.assign(new Error('pg'), { code: '23505' }))).toBeNull();
  expect(diskFull(null)).toBeNull();
  expect(diskFull('53100')).toBeNull();
});
