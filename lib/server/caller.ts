import { env } from '@/lib/infra/env';
import { callerAddress } from './session-address';

/** For limits on requests without a session; null where the address is not known. */
export const addressOf = (request: { headers: Headers }): string | null =>
  callerAddress(request.headers.get('x-forwarded-for'), env().TRUST_PROXY === '1');
