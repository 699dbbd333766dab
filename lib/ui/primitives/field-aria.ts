/** What ties a control to its hint and error; spread it on the control that bears the same id. */
export function fieldAria(of: { id: string; hint?: unknown; error?: unknown }): {
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
} {
  const ids = [of.hint ? `${of.id}-hint` : '', of.error ? `${of.id}-error` : ''].filter(Boolean);
  return {
    'aria-describedby': ids.length > 0 ? ids.join(' ') : undefined,
    'aria-invalid': of.error ? true : undefined,
  };
}
