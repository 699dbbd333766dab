'use client';

import { useEffect, useRef } from 'react';

interface ErrorSummaryProps {
  title: string;
  errors: readonly { fieldId?: string; message: string }[];
}

/** Above the form after a refused submit: takes the focus and leads to each field. */
export function ErrorSummary({ title, errors }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (errors.length > 0) box.current?.focus();
  }, [errors]);
  if (errors.length === 0) return null;
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      className="rounded border-2 border-danger p-4 outline-offset-4"
    >
      <h2 className="text-lg font-semibold">{title}</h2>
      <ul className="mt-2 flex flex-col gap-1">
        {errors.map(({ fieldId, message }) => (
          <li key={`${fieldId ?? ''}${message}`} className="font-medium text-danger">
            {fieldId === undefined ? (
              message
            ) : (
              <a href={`#${fieldId}`} className="underline underline-offset-3">
                {message}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
