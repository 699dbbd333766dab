/**
 * A cell that no spreadsheet takes for a formula: one beginning with = + - @ tab or NUL gets an
 * apostrophe in front. Only for files that people open in a spreadsheet; machine formats never,
 * because it changes the text. Numbers pass as they are.
 */
export function spreadsheetSafe(cell: string | number): string | number {
  if (typeof cell === 'number') return cell;
  return /^[=+\-@\t\0]/.test(cell) ? `'${cell}` : cell;
}
