import { cn } from '../primitives/cn';

/** A bowl of pears on a table by a window. Muted, as the surround is there for the eye. */
export function StillLife({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 312 300" aria-hidden className={cn('block', className)}>
      <rect width="312" height="300" fill="#d9d3c7" />
      <rect x="172" y="28" width="108" height="132" fill="#b9cdd3" />
      <circle cx="246" cy="132" r="16" fill="#f0dfae" />
      <rect x="172" y="28" width="108" height="52" fill="#f1ede4" />
      {Array.from({ length: 4 }, (_, i) => (
        <rect key={i} x="172" y={38 + i * 11} width="108" height="1.5" fill="#cfc8b9" />
      ))}
      <path d="M172 28h108v132H172zM226 28v132" fill="none" stroke="#8d8473" strokeWidth="4" />
      <rect y="212" width="312" height="88" fill="#a5876a" />
      <rect y="212" width="312" height="4" fill="#8c6f54" />
      <ellipse cx="132" cy="268" rx="92" ry="9" fill="#8c6f54" />
      <Pear cx={98} cy={196} turn={-5.6} fill="#a9ae55" />
      <Pear cx={166} cy={196} turn={8} fill="#bda349" />
      <Pear cx={132} cy={178} turn={14} fill="#c9bb62" />
      <path d="M44 206h176c0 38-34 62-88 62s-88-24-88-62z" fill="#3f5f68" />
      <path d="M44 206h176c0 5-.6 9-1.600 13H45.600C44.600 215 44 211 44 206z" fill="#55777f" />
    </svg>
  );
}

function Pear({ cx, cy, turn, fill }: { cx: number; cy: number; turn: number; fill: string }) {
  return (
    <g transform={`translate(${cx} ${cy}) rotate(${turn})`}>
      <path
        d="M0-52c9 0 13 9 15 20 3 14 17 22 17 42 0 20-14 32-32 32s-32-12-32-32c0-20 14-28 17-42 2-11 6-20 15-20z"
        fill={fill}
      />
      <path
        d="M0-50c0-8 2-14 7-18"
        fill="none"
        stroke="#5b4a36"
        strokeWidth="4"
        strokeLinecap="round"
      />
    </g>
  );
}
