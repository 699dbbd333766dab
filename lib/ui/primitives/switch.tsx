'use client';

import { Switch as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

interface SwitchProps {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  disabled?: boolean;
}

/** For what takes effect at once; a choice that waits for "Save" is a Checkbox. */
export function Switch({ id, label, hint, checked, onCheckedChange, disabled }: SwitchProps) {
  const hintId = hint === undefined ? undefined : `${id}-hint`;
  return (
    <div className="flex items-start gap-3">
      <Radix.Root
        id={id}
        checked={checked}
        onCheckedChange={onCheckedChange}
        disabled={disabled}
        aria-describedby={hintId}
        className="mt-px h-5 w-9 shrink-0 rounded-full border border-line-strong bg-bg p-px transition-colors disabled:cursor-not-allowed disabled:opacity-50 data-[state=checked]:border-accent data-[state=checked]:bg-accent"
      >
        <Radix.Thumb className="block size-4 rounded-full bg-line-strong transition-transform data-[state=checked]:translate-x-4 data-[state=checked]:bg-on-accent" />
      </Radix.Root>
      <div className="measure">
        <label htmlFor={id}>{label}</label>
        {hint !== undefined && (
          <p id={hintId} className="text-sm text-ink-2">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
