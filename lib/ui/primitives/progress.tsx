import { cn } from './cn';

interface ProgressProps {
  value: number;
  max: number;
  label: string;
  /** Said instead of the percentage, e.g. "12 of 300 images". */
  valueText?: string;
  showValue?: boolean;
  thin?: boolean;
  className?: string;
}

export function Progress({
  value,
  max,
  label,
  valueText,
  showValue,
  thin,
  className,
}: ProgressProps) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  return (
    <div className={cn('flex items-center gap-3', className)}>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuenow={Math.min(value, max)}
        aria-valuetext={valueText}
        className={cn(
          'flex-1 overflow-hidden bg-selected',
          thin === true ? 'h-0.5' : 'h-1.5 rounded-full',
        )}
      >
        <div className="h-full bg-accent transition-[width]" style={{ width: `${share * 100}%` }} />
      </div>
      {showValue === true && (
        <span aria-hidden className="shrink-0 text-sm text-ink-2 num">
          {valueText ?? `${Math.round(share * 100)} %`}
        </span>
      )}
    </div>
  );
}
