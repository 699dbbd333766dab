/** Pair numbers as people write them: "12, 40-55 60". Null when a part is not a number or a range. */
export function parsePairNumbers(text: string, most = 20_000): number[] | null {
  const numbers = new Set<number>();
  // People put blanks around the dash of a range; take them out before splitting at blanks.
  const parts = text
    .trim()
    .replace(/\s*[-–]\s*/g, '-')
    .split(/[\s,;，；、]+/)
    .filter(Boolean);
  for (const part of parts) {
    const range = /^(\d{1,7})(?:-(\d{1,7}))?$/.exec(part);
    if (!range) return null;
    const from = Number(range[1]);
    const to = Number(range[2] ?? range[1]);
    if (from < 1 || to < from || numbers.size + to - from + 1 > most) return null;
    for (let number = from; number <= to; number++) numbers.add(number);
  }
  return numbers.size === 0 ? null : [...numbers].sort((a, b) => a - b);
}

/** The same way back: consecutive numbers as ranges. */
export function writePairNumbers(numbers: readonly number[]): string {
  const parts: string[] = [];
  let start = 0;
  for (let i = 1; i <= numbers.length; i++) {
    if (i < numbers.length && numbers[i] === numbers[i - 1]! + 1) continue;
    const from = numbers[start]!;
    const to = numbers[i - 1]!;
    parts.push(from === to ? String(from) : `${from}-${to}`);
    start = i;
  }
  return parts.join(', ');
}
