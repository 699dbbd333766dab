import { clsx, type ClassValue } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

/** Knows this project's own utilities, so that `num` or `text-ink-2` are not taken for each other. */
const merge = extendTailwindMerge({
  extend: { classGroups: { 'fvn-figure': ['num', 'figure-num'] } },
});

/** Joins class names; of two that set the same property the later one wins. */
export const cn = (...classes: ClassValue[]): string => merge(clsx(classes));
