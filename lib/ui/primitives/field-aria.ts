/** What ties a control to its hint, error and warning; spread it on the control that bears the same id. */
export function fieldAria(of: { id: string; hint?: unknown; error?: unknown; warning?: unknown }): {
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
} {
  const ids = (['hint', 'error', 'warning'] as const).flatMap((note) =>
    of[note] ? [`${of.id}-${note}`] : [],
  );
  return {
    'aria-describedby': ids.length > 0 ? ids.join(' ') : undefined,
    'aria-invalid': of.error ? true : undefined,
  };
}
