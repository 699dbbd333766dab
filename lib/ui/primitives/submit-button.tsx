'use client';

import { useFormStatus } from 'react-dom';
import { Button, type ButtonProps } from './button';

/** The button of a form that a server action handles; busy for as long as the action runs. */
export function SubmitButton({ variant = 'primary', loading = false, ...rest }: ButtonProps) {
  const { pending } = useFormStatus();
  return <Button {...rest} type="submit" variant={variant} loading={loading || pending} />;
}
