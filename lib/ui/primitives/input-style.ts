/** The look shared by input, textarea and select. */
export const inputStyle = [
  'touch-target w-full rounded border border-line-strong bg-bg px-2 text-ink',
  'hover:border-ink-2 disabled:cursor-not-allowed disabled:border-line disabled:bg-hover disabled:text-ink-3',
  '[&[readonly]]:bg-sunken aria-invalid:border-danger',
  'focus-visible:border-accent focus-visible:outline-offset-0',
].join(' ');
