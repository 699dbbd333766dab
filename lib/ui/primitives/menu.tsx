'use client';

import { Check } from 'lucide-react';
import Link from 'next/link';
import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from './cn';

const itemStyle =
  'touch-target flex h-8 w-full cursor-pointer items-center gap-2 rounded px-2 text-left outline-none select-none data-disabled:cursor-not-allowed data-disabled:text-ink-3 data-highlighted:bg-hover [&_svg]:size-4 [&_svg]:shrink-0';

interface MenuProps {
  trigger: ReactNode;
  label: string;
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'bottom' | 'right';
  /** For menus that a shortcut opens too. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  children: ReactNode;
}

export function Menu({
  trigger,
  label,
  align = 'end',
  side = 'bottom',
  open,
  onOpenChange,
  children,
}: MenuProps) {
  return (
    // Not modal: a modal menu hides the page from screen readers while its links stay focusable.
    <Radix.Root open={open} onOpenChange={onOpenChange} modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-[80dvh] min-w-52 pop overflow-y-auto rounded-lg bg-raised p-1 shadow-pop"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface MenuItemProps {
  icon?: ReactNode;
  onSelect?: () => void;
  href?: string;
  danger?: boolean;
  shortcut?: string;
  disabled?: boolean;
  children: ReactNode;
}

export function MenuItem({
  icon,
  onSelect,
  href,
  danger,
  shortcut,
  disabled,
  children,
}: MenuItemProps) {
  const inner = (
    <>
      {icon}
      <span className="flex-1">{children}</span>
      {shortcut !== undefined && <kbd className="font-sans text-xs text-ink-2">{shortcut}</kbd>}
    </>
  );
  return (
    <Radix.Item
      asChild={href !== undefined}
      disabled={disabled}
      onSelect={onSelect}
      className={cn(itemStyle, danger && 'text-danger')}
    >
      {href === undefined ? inner : <Link href={href}>{inner}</Link>}
    </Radix.Item>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2 pt-2 pb-1 text-xs text-ink-2">{children}</Radix.Label>;
}

export function MenuSeparator() {
  return <Radix.Separator className="my-1 h-px bg-line" />;
}

interface MenuRadioProps<V extends string> {
  label: string;
  value: V;
  onValueChange: (value: V) => void;
  options: readonly { value: V; label: ReactNode; icon?: ReactNode }[];
}

export function MenuRadio<V extends string>({
  label,
  value,
  onValueChange,
  options,
}: MenuRadioProps<V>) {
  return (
    <>
      <MenuLabel>{label}</MenuLabel>
      <Radix.RadioGroup
        aria-label={label}
        value={value}
        onValueChange={(chosen) => onValueChange(chosen as V)}
      >
        {options.map((option) => (
          <Radix.RadioItem key={option.value} value={option.value} className={itemStyle}>
            {option.icon}
            <span className="flex-1">{option.label}</span>
            <Radix.ItemIndicator>
              <Check size={16} aria-hidden />
            </Radix.ItemIndicator>
          </Radix.RadioItem>
        ))}
      </Radix.RadioGroup>
    </>
  );
}
