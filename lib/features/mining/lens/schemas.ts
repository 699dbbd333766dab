import { z } from 'zod';
import { notFound } from '@/lib/domain/errors';
import { ENCODER_ROLES } from '@/lib/domain/encoders';

export interface LensRef {
  projectId: string;
  /** Of the pair. */
  number: number;
}

export const lensPayload = z.strictObject({
  pairId: z.uuid(),
  roles: z.array(z.enum(ENCODER_ROLES)).min(1).max(ENCODER_ROLES.length),
});
export type LensPayload = z.output<typeof lensPayload>;

/** Postgres integers; anything else names no pair. */
const pairNumber = z.coerce.number().int().min(1).max(2_147_483_647);

/** The number in an address. Throws `not-found` where it is none. */
export function numberParam(value: string | undefined): number {
  const number = pairNumber.safeParse(value);
  if (!number.success) throw notFound('The pair');
  return number.data;
}
