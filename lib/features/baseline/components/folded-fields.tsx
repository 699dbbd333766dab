'use client';
import { useEffect, useRef, type ReactNode } from 'react';

interface FoldedFieldsProps {
  title: string;
  /** What is inside, for who has not opened it. */
  hint: string;
  /** Where a field holds more than what is usual. */
  filled: boolean;
  /** Of the last try to save: the same again opens it again. */
  errors: Readonly<Record<string, string | undefined>>;
  fields: readonly string[];
  children: ReactNode;
}

/**
 * Optional fields of a form out of the way. They open by themselves where one holds something or is wrong, and on
 * paper; the browser opens them for who searches the page or follows a link to a field.
 */
export function FoldedFields(props: FoldedFieldsProps) {
  const { title, hint, filled, errors, fields, children } = props;
  const box = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (box.current && fields.some((name) => errors[name] !== undefined)) box.current.open = true;
  }, [errors, fields]);
  useEffect(() => {
    const unfold = () => {
      if (box.current) box.current.open = true;
    };
    window.addEventListener('beforeprint', unfold);
    return () => window.removeEventListener('beforeprint', unfold);
  }, []);
  return (
    <details ref={box} open={filled} className="border-y border-line py-3">
      <summary className="cursor-pointer">
        <span className="font-semibold">{title}</span>
        <span className="block text-sm text-ink-2">{hint}</span>
      </summary>
      <div className="mt-4">{children}</div>
    </details>
  );
}
