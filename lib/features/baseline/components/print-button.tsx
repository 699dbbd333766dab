'use client';
import { Printer } from 'lucide-react';
import { Button } from '@/lib/ui/primitives/button';

/** Opens the browser's print dialog; what is not part of the sheet hides itself with `print:hidden`. */
export function PrintButton({ label }: { label: string }) {
  return (
    <Button icon={<Printer />} onClick={() => window.print()}>
      {label}
    </Button>
  );
}
