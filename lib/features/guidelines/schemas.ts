/** Shapes shared by form, action and use-case. */
import { z } from 'zod';
import { GUIDELINE_LENGTH, SUMMARY_LENGTH, tooManyLines } from '@/lib/domain/guidelines';

const project = z.string().min(1).max(100);
const version = z.int().min(1);
const text = z
  .string()
  .max(GUIDELINE_LENGTH)
  .refine((value) => !tooManyLines(value) && !value.includes('\0'));

export const saveGuidelineInput = z
  .strictObject({
    project,
    /** The version that the text is based on. */
    baseVersion: version,
    en: text,
    zh: text,
    summary: z.string().trim().min(1).max(SUMMARY_LENGTH),
  })
  .refine(({ en, zh }) => en.trim() !== '' || zh.trim() !== '');

export const readGuidelineInput = z.strictObject({ project, version });

/** A version in an address; anything else names none. */
export const versionInAddress = z.coerce.number().int().min(1).max(2_147_483_647);
