/** What is checked of a pair before it may be released, and how a finding is stored. */
import { z } from 'zod';

/** In the order of the report. */
export const CHECK_RULES = [
  'bytes',
  'semantic',
  'visual',
  'options',
  'statements',
  'version',
  'reviewed',
  'pattern',
  'measured',
  'key',
] as const;
export type CheckRule = (typeof CHECK_RULES)[number];

/** 'UNAVAILABLE': it could not be checked, for example because an encoder is missing. Never passed. */
export const CHECK_STATUSES = ['PASSED', 'FAILED', 'UNAVAILABLE'] as const;
export type CheckStatus = (typeof CHECK_STATUSES)[number];

export const findingSchema = z.strictObject({
  rule: z.enum(CHECK_RULES),
  status: z.enum(CHECK_STATUSES),
  /** Names the sentence in messages/checks.json. */
  detail: z.string().min(1),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
export type Finding = z.infer<typeof findingSchema>;

export const parseFindings = (json: unknown): Finding[] => z.array(findingSchema).parse(json);

/** One failed rule fails the pair; one that could not be checked leaves it unchecked. */
export function overallStatus(findings: readonly Finding[]): CheckStatus {
  if (findings.some((finding) => finding.status === 'FAILED')) return 'FAILED';
  const complete = CHECK_RULES.every((rule) => findings.some((finding) => finding.rule === rule));
  const unknown = findings.some((finding) => finding.status === 'UNAVAILABLE');
  return complete && !unknown ? 'PASSED' : 'UNAVAILABLE';
}

/** What a similarity finding carries, so that a release can say what was measured with what. */
export const similaritySchema = z.object({
  cosine: z.number(),
  threshold: z.number(),
  encoder: z.string(),
  weights: z.string(),
  preprocessing: z.string(),
});
export type Similarity = z.infer<typeof similaritySchema>;
