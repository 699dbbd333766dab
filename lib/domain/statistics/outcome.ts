/** A number that may have no meaning for the data at hand. It is then a reason, never NaN or 1. */
export type Outcome<T, Reason extends string> =
  ({ defined: true } & T) | { defined: false; reason: Reason };

export const undefinedFor = <Reason extends string>(
  reason: Reason,
): { defined: false; reason: Reason } => ({ defined: false, reason });
