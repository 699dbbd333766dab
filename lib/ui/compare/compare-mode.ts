import {
  Columns2,
  Contrast,
  Rows2,
  ScanSearch,
  SeparatorVertical,
  Square,
  type LucideIcon,
} from 'lucide-react';

/** Ways to look at two images, with the key that chooses each. */
export const MODES = [
  { id: 'side', Icon: Columns2, key: 'S' },
  { id: 'stack', Icon: Rows2, key: 'V' },
  { id: 'toggle', Icon: Square, key: 'T' },
  { id: 'swipe', Icon: SeparatorVertical, key: 'W' },
  { id: 'difference', Icon: Contrast, key: 'D' },
  { id: 'lens', Icon: ScanSearch, key: 'L' },
] as const satisfies readonly { id: string; Icon: LucideIcon; key: string }[];

export type CompareMode = (typeof MODES)[number]['id'];

/** Of the list of shortcuts: message key and keys. */
export const COMPARE_KEYS = [
  ['side', ['S']],
  ['stack', ['V']],
  ['flip', ['T']],
  ['swipe', ['W']],
  ['edge', ['[', ']']],
  ['difference', ['D']],
  ['amplify', ['M']],
  ['lens', ['L']],
  ['zoom', ['+', '-', '0']],
  ['pan', ['←', '↑', '→', '↓']],
] as const;
