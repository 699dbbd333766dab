/** Two squares that nearly coincide, and an eye's pupil that only one of them has. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden className="shrink-0">
      <rect x="2" y="2" width="14" height="14" fill="none" stroke="currentColor" strokeWidth="2" />
      <rect
        x="8"
        y="8"
        width="14"
        height="14"
        fill="var(--accent)"
        fillOpacity="0.16"
        stroke="var(--accent)"
        strokeWidth="2"
      />
      <circle cx="12" cy="12" r="2.25" fill="currentColor" />
    </svg>
  );
}

export function Wordmark({ size = 22 }: { size?: number }) {
  return (
    <span className="inline-flex items-center gap-2 text-ink">
      <Logo size={size} />
      <span className="text-lg font-semibold tracking-tight">Blindpair</span>
    </span>
  );
}
