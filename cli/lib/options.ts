/** Option values that are numbers: a wrong one ends with a sentence before anything is opened. */
import { InvalidArgumentError } from 'commander';
import { z } from 'zod';

export function port(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 65_535) return value;
  throw new InvalidArgumentError('A port is a whole number from 1 to 65535.');
}

export function count(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new InvalidArgumentError('Give a whole number, 1 or more.');
}

export function id(text: string): string {
  const value = z.uuid().safeParse(text.trim());
  if (value.success) return value.data;
  throw new InvalidArgumentError('Give the id as it was printed.');
}

export function cosine(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (value >= -1 && value <= 1) return value;
  throw new InvalidArgumentError('A cosine is a number from -1 to 1, such as 0.95.');
}
