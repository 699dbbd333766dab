import { CircleAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn';
import { fieldAria } from './field-aria';

export { fieldAria } from './field-aria';

interface FieldProps {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  /** Worth a look; unlike an error it blocks nothing. */
  warning?: string | undefined;
  /** The word for "optional"; required is the rule and is not marked. */
  optional?: string;
  className?: string;
  children: ReactNode;
}

/** GOV.UK order: label, hint, error, control; the error names the fix and marks the edge. */
export function Field(props: FieldProps) {
  const { id, label, hint, error, warning, optional, className, children } = props;
  return (
    <div className={cn('flex flex-col gap-1', error && 'border-l-4 border-danger pl-3', className)}>
      <label htmlFor={id} className="font-medium">
        {label}
        {optional !== undefined && <span className="font-normal text-ink-2"> ({optional})</span>}
      </label>
      <Notes id={id} hint={hint} error={error} warning={warning} />
      {children}
    </div>
  );
}

/** Several controls under one question. */
export function FieldSet({
  id,
  legend,
  hideLegend = false,
  hint,
  error,
  warning,
  className,
  children,
}: Omit<FieldProps, 'label' | 'optional'> & { legend: ReactNode; hideLegend?: boolean }) {
  return (
    <fieldset
      id={id}
      {...fieldAria({ id, hint, error, warning })}
      // A fieldset has no invalid state of its own in ARIA; the error is in its description.
      aria-invalid={undefined}
      className={cn('min-w-0', error && 'border-l-4 border-danger pl-3', className)}
    >
      <legend className={cn('mb-1 font-medium', hideLegend && 'sr-only')}>{legend}</legend>
      <div className="flex flex-col gap-1">
        <Notes id={id} hint={hint} error={error} warning={warning} />
        {children}
      </div>
    </fieldset>
  );
}

function Notes({
  id,
  hint,
  error,
  warning,
}: Pick<FieldProps, 'id' | 'hint' | 'error' | 'warning'>) {
  return (
    <>
      {hint !== undefined && hint !== null && hint !== '' && (
        <p id={`${id}-hint`} className="measure text-sm text-ink-2">
          {hint}
        </p>
      )}
      {error !== undefined && error !== '' && (
        <p id={`${id}-error`} className="flex items-start gap-1.5 text-sm font-medium text-danger">
          <CircleAlert size={16} aria-hidden className="mt-0.5 shrink-0" />
          {error}
        </p>
      )}
      {warning !== undefined && warning !== '' && (
        <p id={`${id}-warning`} className="flex items-start gap-1.5 text-sm text-warning">
          <TriangleAlert size={16} aria-hidden className="mt-0.5 shrink-0" />
          {warning}
        </p>
      )}
    </>
  );
}
