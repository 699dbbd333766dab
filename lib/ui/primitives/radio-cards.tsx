import type { ReactNode } from 'react';
import { cn } from './cn';
import { FieldSet } from './field';

export interface RadioOption<V extends string = string> {
  value: V;
  label: ReactNode;
  hint?: ReactNode;
  icon?: ReactNode;
  disabled?: boolean;
  /** More about it, for a pointer that rests on it; say it elsewhere, too. */
  title?: string;
}

interface RadioCardsProps<V extends string> {
  name: string;
  legend: ReactNode;
  hideLegend?: boolean;
  hint?: ReactNode;
  error?: string | undefined;
  warning?: string | undefined;
  options: readonly RadioOption<V>[];
  defaultValue?: V;
  /** With onChange: controlled. */
  value?: V | null;
  onChange?: (value: V) => void;
  columns?: number;
  required?: boolean;
  /** 'sm' leaves out the circle: many short choices, each with an icon; the chosen one has a double edge. */
  size?: 'sm' | 'md' | 'lg';
}

const SIZES = {
  sm: 'items-center gap-1.5 px-2 py-1 text-sm',
  md: 'items-start gap-2 px-3 py-1.5',
  lg: 'min-h-14 items-center gap-2 px-3 py-3 text-lg',
} as const;

/** So many columns, fewer where each would be too narrow for a word, as in a window of 320 px. */
const columnsOf = (columns: number): string =>
  `repeat(auto-fill, minmax(max(6.75rem, calc((100% - ${(columns - 1) * 0.5}rem) / ${columns})), 1fr))`;

/** Native radios drawn as cards: arrow keys, forms and screen readers work without a script. */
export function RadioCards<V extends string>({
  name,
  options,
  defaultValue,
  value,
  onChange,
  columns,
  required,
  size = 'md',
  ...field
}: RadioCardsProps<V>) {
  return (
    <FieldSet id={name} {...field}>
      <div
        className="grid gap-2"
        style={columns === undefined ? undefined : { gridTemplateColumns: columnsOf(columns) }}
      >
        {options.map((option) => (
          <label
            key={option.value}
            title={option.title}
            className={cn(
              'relative flex touch-target rounded border border-line-strong bg-bg transition-colors hover:bg-hover',
              SIZES[size],
              'has-checked:border-accent has-checked:bg-accent-soft has-checked:shadow-[inset_0_0_0_1px_var(--accent)]',
              'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
              'has-disabled:border-line has-disabled:bg-hover has-disabled:text-ink-3',
              size === 'sm' && 'has-checked:font-medium',
            )}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              required={required}
              disabled={option.disabled}
              className={
                size === 'sm' ? 'sr-only' : 'mt-0.5 size-4 shrink-0 accent-accent outline-none'
              }
              {...(onChange === undefined
                ? { defaultChecked: option.value === defaultValue }
                : { checked: option.value === value, onChange: () => onChange(option.value) })}
            />
            {option.icon !== undefined && (
              <span className={cn('shrink-0 text-ink-2 [&_svg]:size-4', size === 'md' && 'mt-0.5')}>
                {option.icon}
              </span>
            )}
            <span className="min-w-0 wrap-anywhere">
              <span className="block">{option.label}</span>
              {option.hint !== undefined && (
                <span className="block text-sm text-ink-2">{option.hint}</span>
              )}
            </span>
          </label>
        ))}
      </div>
    </FieldSet>
  );
}
