/** Expected errors: each has a code and a sentence that a person can act on. */

export const ERROR_STATUS = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'lease-lost': 409,
  'payload-too-large': 413,
  unprocessable: 422,
  'too-many-requests': 429,
  unavailable: 503,
  'disk-full': 507,
} as const;
export type ErrorCode = keyof typeof ERROR_STATUS;

export interface AppErrorOptions {
  /**
   * Key in messages/errors.json for a translated sentence, or, of what only jobs meet, among the failures
   * of messages/jobs.json; the message is its English form.
   */
  key?: string;
  params?: Record<string, string | number>;
  /** Field name -> sentence. */
  fields?: Record<string, string>;
  /** What a conflicting writer needs to see: the current row. Never blind columns. */
  current?: unknown;
  cause?: unknown;
}

export class AppError extends Error {
  override readonly name = 'AppError';
  readonly key: string | undefined;
  readonly params: Record<string, string | number> | undefined;
  readonly fields: Record<string, string> | undefined;
  readonly current: unknown;

  constructor(
    readonly code: ErrorCode,
    message: string,
    options: AppErrorOptions = {},
  ) {
    super(message, { cause: options.cause });
    this.key = options.key;
    this.params = options.params;
    this.fields = options.fields;
    this.current = options.current;
  }

  get status(): number {
    return ERROR_STATUS[this.code];
  }
}

export const isAppError = (error: unknown): error is AppError =>
  error instanceof AppError ||
  (error instanceof Error && error.name === 'AppError' && 'code' in error);

export const notFound = (what: string): AppError =>
  new AppError('not-found', `${what} was not found, or you may not see it.`);

/** What is kept of an error that somebody reads later, in a language that is not known yet. */
export interface KeptError {
  /** In English; stands in where nothing is translated. */
  message: string;
  key?: string;
  params?: Record<string, string | number>;
}
