interface IntervalValueProps {
  /** With unit '%': shares from 0 to 1. */
  estimate: number | null;
  low: number | null;
  high: number | null;
  unit?: '%' | '';
  digits?: number;
  n?: string;
}

/** "71.4 % [60.2–80.9]", and a dash where there is nothing to estimate. */
export function IntervalValue({
  estimate,
  low,
  high,
  unit = '%',
  digits = 1,
  n,
}: IntervalValueProps) {
  const scale = unit === '%' ? 100 : 1;
  const show = (value: number): string => (value * scale).toFixed(digits);
  if (estimate === null) return <span className="text-ink-2 num">–</span>;
  return (
    <span className="num">
      <span className="whitespace-nowrap">
        {show(estimate)}
        {unit === '%' && ' %'}
      </span>
      {low !== null && high !== null && (
        <>
          {' '}
          <span className="whitespace-nowrap text-ink-2">
            [{show(low)}–{show(high)}]
          </span>
        </>
      )}
      {n !== undefined && <span className="text-ink-2"> {n}</span>}
    </span>
  );
}
