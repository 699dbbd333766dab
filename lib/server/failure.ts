import { isAppError, type AppError } from '@/lib/domain/errors';
import { diskFull } from '@/lib/infra/db/full-disk';
import { log } from '@/lib/infra/log';
import { systemRng } from '@/lib/infra/rng';

/** What the browser learns of an error: never a stack, SQL or a path. */
export interface Failure {
  code: AppError['code'] | 'unexpected';
  message: string;
  key?: string | undefined;
  params?: Record<string, string | number> | undefined;
  fields?: Record<string, string> | undefined;
  current?: unknown;
  /** Of an unexpected error: the id under which it was logged. */
  id?: string;
}

export function toFailure(thrown: unknown, where: string): { failure: Failure; status: number } {
  const error = diskFull(thrown) ?? thrown;
  if (isAppError(error)) {
    const { code, message, key, params, fields, current } = error;
    return { failure: { code, message, key, params, fields, current }, status: error.status };
  }
  const id = systemRng.uuid().slice(0, 8);
  log.error({ err: error, where, errorId: id }, 'unexpected error');
  return {
    failure: {
      code: 'unexpected',
      message: `Something went wrong on our side. Nothing was changed. Error ${id}.`,
      key: 'unexpected',
      params: { id },
      id,
    },
    status: 500,
  };
}
