/**
 * Why a job failed, as its row keeps it: the sentence in English, and its key among the messages with what
 * stands in it, so that a page says it in its reader's language. Rows of earlier versions have no key.
 */
import { z } from 'zod';
import type { AppError, KeptError } from '@/lib/domain/errors';
import { Prisma } from '../db/generated/client';

/** What a query selects of such a row. */
export const ERROR_COLUMNS = { error: true, failure: true } as const;

const failure = z.object({
  key: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
});

/** Of an expected error. One about something that was not found has a sentence for all that can be. */
export function keptError({ message, code, key, params }: AppError): KeptError {
  const known = key ?? (code === 'not-found' ? 'byCode.not-found' : undefined);
  return { message, ...(known !== undefined && { key: known, params: params ?? {} }) };
}

/** The columns that hold it; null clears them. */
export const storedError = (error: KeptError | null) => ({
  error: error?.message ?? null,
  failure:
    error?.key === undefined ? Prisma.DbNull : { key: error.key, params: error.params ?? {} },
});

export function readError(row: { error: string | null; failure: unknown }): KeptError | null {
  if (row.error === null) return null;
  return { message: row.error, ...failure.safeParse(row.failure).data };
}

/** A row as pages get it: the error in one piece. */
export const withError = <Row extends { error: string | null; failure: unknown }>({
  error,
  failure: kept,
  ...row
}: Row): Omit<Row, 'error' | 'failure'> & { error: KeptError | null } => ({
  ...row,
  error: readError({ error, failure: kept }),
});
