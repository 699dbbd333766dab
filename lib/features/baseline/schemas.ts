/** Shapes shared by forms, actions and routes. */
import { z } from 'zod';
import { MOST_RATERS } from '@/lib/domain/assignment';
import { notFound } from '@/lib/domain/errors';
import { PRESENTATIONS } from '@/lib/domain/presentation';
import { PATTERN_IDS } from '@/lib/domain/patterns';
import { LEAST_CHECKS } from '@/lib/domain/study-protocol';
import { MAX_GAP_HOURS, MIN_GAP_HOURS } from '@/lib/domain/study-sessions';
import { recruitingFields } from './recruiting';

/** Trials between the two items of a pair, unless somebody says otherwise. */
export const DEFAULT_DISTANCE = 20;
/** Long enough for any study, short enough that a distance typed by mistake is noticed. */
export const MAX_DISTANCE = 500;
export const MAX_PAIRS = 20_000;
/** A trial left open overnight. One that was left open for a weekend says no more, and its answer counts. */
export const MAX_TRIAL_MS = 24 * 60 * 60 * 1000;
const trialMs = z
  .int()
  .min(0)
  .transform((ms) => Math.min(ms, MAX_TRIAL_MS));

/** More would be felt as a test of the person. */
export const MAX_CHECKS = 20;
export const MAX_PRACTICE = 20;

const project = z.string().min(1);

export const ESTIMANDS = [
  'mean-individual-pair-accuracy',
  'mean-individual-item-accuracy',
  'majority-pair-accuracy',
  'majority-item-accuracy',
] as const;
export type Estimand = (typeof ESTIMANDS)[number];

/** What a study fixes before anybody answers, besides its items and their order. */
export const protocolFields = z.strictObject({
  primaryEstimand: z.enum(ESTIMANDS).default('mean-individual-pair-accuracy'),
  presentation: z.enum(PRESENTATIONS).default('single-image'),
  /** Hours between two sessions, each with one item of every pair; null where all is one session. */
  sessionGapHours: z.int().min(MIN_GAP_HOURS).max(MAX_GAP_HOURS).nullable().default(null),
  /** How many pairs each rater gets, of those that fewest have; null where everybody rates all. */
  pairsPerRater: z.int().min(1).max(MAX_PAIRS).nullable().default(null),
  consentText: z.string().trim().max(5000).default(''),
  /** A rehearsal, whose answers never count as answers of a study. */
  pilot: z.boolean().default(false),
  /** Pairs that are practised with feedback; none of them is in the study. */
  practiceNumbers: z.array(z.int().min(1)).max(MAX_PRACTICE).default([]),
  /** Percent of practice items that must be right to go on. */
  qualifyPercent: z.int().min(0).max(100).default(0),
  attentionChecks: z.int().min(0).max(MAX_CHECKS).default(0),
  /** Raters with more mistakes are excluded; null excludes nobody. */
  attentionMistakesAllowed: z.int().min(0).max(MAX_CHECKS).nullable().default(null),
  /** Raters with a shorter median active time per item are excluded; null excludes nobody. */
  leastMedianMs: z.int().min(1).max(60_000).nullable().default(null),
  timeCapMinutes: z.int().min(1).max(100_000).nullable().default(null),
  /** One code for everybody, as recruiting sites ask for. */
  completionCode: z
    .string()
    .trim()
    .regex(/^[\w-]{1,40}$/)
    .nullable()
    .default(null),
});
export type StudyProtocol = z.output<typeof protocolFields>;
export const PLAIN_PROTOCOL: StudyProtocol = protocolFields.parse({});

/** What a new study begins with: one of the usual size takes more than five minutes. */
export const USUAL_PROTOCOL: StudyProtocol = {
  ...PLAIN_PROTOCOL,
  attentionChecks: LEAST_CHECKS,
  attentionMistakesAllowed: 1,
};

export const studyFields = z.strictObject({
  name: z.string().trim().min(1).max(120),
  ratersWanted: z.coerce.number().int().min(1).max(MOST_RATERS),
  trialDistance: z.coerce.number().int().min(1).max(MAX_DISTANCE).default(DEFAULT_DISTANCE),
  instructions: z.string().trim().max(5000).default(''),
  /** Left out: every pair that is approved now. */
  pairNumbers: z.array(z.int().min(1)).min(1).max(MAX_PAIRS).optional(),
  /** Instead: all pairs of a published benchmark that was imported. */
  benchmarkId: z.uuid().optional(),
  /** Instead: all pairs that passed the checks and wait for a release. */
  candidates: z.literal(true).optional(),
  /** Of the approved pairs those of one pattern only. */
  pattern: z.enum(PATTERN_IDS).optional(),
  protocol: protocolFields.optional(),
  recruiting: recruitingFields.optional(),
});
export type StudyFields = z.output<typeof studyFields>;

export const createStudyInput = studyFields.extend({ project });
export const updateStudyInput = studyFields.extend({
  project,
  studyId: z.uuid(),
  version: z.int().min(1),
});
export const studyInput = z.strictObject({ project, studyId: z.uuid() });
/** With the version of the draft that was seen. */
export const openStudyInput = studyInput.extend({ version: z.int().min(1) });
export const studyRaterInput = studyInput.extend({ studyRaterId: z.uuid() });

export const startRatingInput = z.strictObject({
  studyRaterId: z.uuid(),
  consent: z.literal(true),
});
export const ownRatingInput = z.strictObject({ studyRaterId: z.uuid() });

/** An answer as the browser knows it: by the option's place on the screen. */
const givenAnswer = {
  choice: z.union([z.literal(0), z.literal(1), z.null()]),
  confidence: z.union([z.literal(1), z.literal(2), z.literal(3)]),
};

/** All that one screen asks for. */
export const responseBody = z.strictObject({
  ...givenAnswer,
  /** To the right (lower) image of a screen with two; then the rest is of the left (upper) one. */
  second: z.strictObject(givenAnswer).optional(),
  /** Of the screen. */
  activeMs: trialMs,
  wallMs: trialMs,
});
export type ResponseBody = z.output<typeof responseBody>;

/** An id from an address; one that cannot be an id is simply not found. */
export function idOf(value: string | undefined): string {
  const parsed = z.uuid().safeParse(value);
  if (!parsed.success) throw notFound('The page');
  return parsed.data;
}
export const trialIdOf = (params: Record<string, string>): string => idOf(params.trialId);
