import type { MmvpVlm } from '@/lib/domain/formats/mmvp-vlm';
import { patternById } from '@/lib/domain/patterns';
import type { Agreement, Coefficient } from '@/lib/domain/statistics/agreement';
import type { AgreementIntervals } from '@/lib/domain/statistics/agreement-interval';
import type { CrossedResult } from '@/lib/domain/statistics/crossed-bootstrap';
import type { Interval } from '@/lib/domain/statistics/wilson';
import type { KeyShare, TextAudit, TextScore } from '@/lib/domain/text-only';
import { LEAST_PERCENT_FOR_CODE } from '@/lib/domain/study-protocol';
import type { BaselineCard } from './baseline-card';
import type { LoadedRelease } from './load-release';

export interface ReadmeInput {
  release: LoadedRelease;
  card: BaselineCard;
  vlm: MmvpVlm;
  /** Why MMVP_VLM does not have all nine types; empty when it does. */
  vlmNote: string;
  /** Names of miniature encoders that measured similarities here. */
  miniature: readonly string[];
  generator: string;
}

/** README.md of an export: what is in it, how people did, and what its readers trip over. */
export const releaseReadme = (input: ReadmeInput): string =>
  [
    ...head(input),
    ...assistance(input),
    ...baseline(input.card),
    ...texts(input.card.texts),
    ...files(),
    ...quirks(input),
  ].join('\n') + '\n';

function head({ release, generator, miniature }: ReadmeInput): string[] {
  const [first] = release.pairs;
  const encoders = first
    ? [
        `semantic: ${encoderLine(first.similarities.semantic)}`,
        `visual: ${encoderLine(first.similarities.visual)}`,
      ]
    : [];
  const warning =
    miniature.length === 0
      ? []
      : [
          `> The similarities were measured with demonstration encoders (${miniature.join(', ')}). No figure obtained with them may be quoted as one about CLIP or DINOv2.`,
          '',
        ];
  return [
    `# ${release.project.name}, release ${release.version}`,
    '',
    ...(release.name ? [release.name, ''] : []),
    `${release.pairs.length} CLIP-blind pairs: two images each that a semantic encoder sees as nearly the same and a visual encoder as different, with one question whose answer differs between them. Written by ${generator}.`,
    '',
    ...warning,
    ...encoders.map((line) => `- ${line}`),
    '',
  ];
}

const encoderLine = (s: { encoder: string; weights: string; threshold: number }): string =>
  `${s.encoder} (weights SHA-256 ${s.weights}), threshold ${s.threshold}`;

/** Said in every release, so that silence never stands for "none". */
function assistance({ release }: ReadmeInput): string[] {
  const { seen, taken, models } = release.assistance;
  const count = release.pairs.length;
  return [
    '## Help by a model',
    '',
    seen + taken === 0
      ? `None of the ${count} questions was written with the help of a model that this software asked.`
      : `Of ${count} questions ${seen + taken} were written with the help of a model (${models.join(', ')}): one of its proposals was taken for ${taken}, proposals were shown and none taken for ${seen}. \`assisted\` in \`pairs.jsonl\` names them.`,
    '',
  ];
}

function baseline(card: BaselineCard): string[] {
  return [
    '## Baseline card',
    '',
    ...(card.caveat === null ? [] : [`> ${card.caveat}`, '']),
    `- Primary estimand: ${card.primaryEstimand}`,
    `- Pair accuracy, mean of individuals (both items right; chance 25 %): ${crossedText(card.mean.pair)}`,
    `- Item accuracy, mean of individuals (chance 50 %): ${crossedText(card.mean.item)}`,
    `- Pair accuracy of the majority (a tie is wrong): ${intervalText(card.majority.pair)}, Wilson over ${card.majority.pairs} pairs`,
    `- Item accuracy of the majority: ${intervalText(card.majority.item)}, ${card.majority.ties} ties`,
    `- Raters: ${card.raters}; pairs: ${card.pairs}; answers: ${card.answers}, of which "can't tell": ${card.cantTell} (scored wrong)`,
    `- Pairs per rater: ${card.pairsPerRater === null ? 'all that a rater had not seen before' : `each rater rates at most ${card.pairsPerRater} of ${card.studyPairs} pairs of the study, those that fewest others had`}`,
    `- Agreement on items: ${agreementText(card)}; 95 % intervals over pairs`,
    `- Presentation: ${card.presentation.join(', ')}; ${card.caveat === null ? `the two items of a pair at least ${card.trialDistance} trials apart; order of items and options seeded per rater` : 'both items of a pair on one screen; order of screens, left and right, and options seeded per rater'}`,
    `- Sessions: ${card.sessionGapHours === null ? 'one' : `two, with one item of every pair each; the second opened ${card.sessionGapHours} hours after a rater had finished the first`}`,
    `- Guidelines in force when it opened: ${card.guidelineVersion === null ? 'not noted' : `version ${card.guidelineVersion}`}`,
    ...protocolLines(card),
    ...excludedLines(card),
    `- Instructions that raters read: ${oneLine(card.instructions)}`,
    `- Consent text of the study: ${oneLine(card.consentText)}`,
    `- Open from ${card.openedAt ?? 'unknown'} to ${card.closedAt ?? 'unknown'}`,
    `- Recruitment: ${recruited(card)}`,
    `- Pay: ${paid(card)}`,
    `- Key balance: ${card.key.oddA} of ${card.key.odd} odd rows have the key (a)`,
    '',
  ];
}

const oneLine = (text: string): string => text.trim().replace(/\s+/g, ' ') || 'none';

const RECRUITED = {
  staff: 'own staff',
  volunteers: 'volunteers',
  students: 'students',
  prolific: 'Prolific',
  mturk: 'Amazon Mechanical Turk',
  other: 'other',
} as const;

/** One line, whatever somebody wrote. */
function recruited({ recruitment }: BaselineCard): string {
  if (recruitment === 'not recorded') return 'not recorded';
  const note = recruitment.note === '' ? '' : oneLine(recruitment.note);
  return `${RECRUITED[recruitment.from]}${note === '' ? '' : `; ${note}`}`;
}

function paid({ pay }: BaselineCard): string {
  if (pay === 'not recorded') return 'not recorded';
  if (pay.basis === 'unpaid') return 'unpaid';
  const per = pay.basis === 'hour' ? 'an hour' : 'for the whole study';
  return `${pay.amount} ${pay.currency} ${per}`;
}

/** Who was let in, and who left: selection by practice is said beside what was not selected. */
function protocolLines(card: BaselineCard): string[] {
  const { practiceItems, qualifyPercent, disqualified, timeCapMinutes } = card;
  const qualified =
    qualifyPercent > 0
      ? [
          `- Qualification: ${disqualified} raters did not qualify on practice (at least ${qualifyPercent} % right) and saw no study item`,
        ]
      : [];
  return [
    ...(card.pilot ? ['- Pilot: a rehearsal, not a measurement'] : []),
    `- Practice: ${practiceItems === 0 ? 'none' : `${practiceItems} items with feedback`}; attention checks: ${checksOf(card)}; time for a rater: ${timeCapMinutes === null ? 'no limit' : `${timeCapMinutes} minutes, up for ${card.timedOut} raters, whose answers until then stand${card.outOfTime > 0 ? ` (${card.outOfTime} of them had answered less than ${LEAST_PERCENT_FOR_CODE} % of the items, and got no completion code)` : ''}`}`,
    ...qualified,
    `- Course: ${card.finished} raters answered everything, ${card.left} stopped or were cut off before that; what they answered stands`,
    `- Exclusions: ${card.withdrawn} raters withdrew and their answers were deleted; no answer on study items was excluded by its accuracy`,
  ];
}

/** Asked for and given. */
function checksOf({ attentionChecks, attentionChecksGiven: given }: BaselineCard): string {
  if (attentionChecks === 0) return 'none';
  if (!given) return String(attentionChecks);
  const { least, most } = given;
  return `${attentionChecks} asked for, ${least === most ? least : `${least} to ${most}`} given to each rater`;
}

/** With and without whom the rules leave out: both are said. */
function excludedLines({ excluded, withoutExcluded, rules }: BaselineCard): string[] {
  const { attention = 0, 'too-fast': fast = 0 } = excluded;
  const { attentionMistakesAllowed: mistakes, leastMedianMs } = rules;
  const fixed = [
    ...(mistakes === null
      ? []
      : [`more than ${mistakes} ${mistakes === 1 ? 'mistake' : 'mistakes'} in attention checks`]),
    ...(leastMedianMs === null ? [] : [`a median time under ${leastMedianMs / 1000} s`]),
  ];
  const known = `- Rules of exclusion fixed in advance: ${fixed.join('; ') || 'none'}`;
  if (attention + fast === 0)
    return [fixed.length === 0 ? known : `${known}; they leave out nobody`];
  const whom = `${attention} by attention checks, ${fast} as too fast`;
  if (!withoutExcluded)
    return [known, `- Rules fixed in advance exclude all raters with answers here (${whom})`];
  return [
    known,
    `- Rules fixed in advance exclude ${whom}; without them (${withoutExcluded.raters} raters) pair accuracy ${crossedText(withoutExcluded.mean.pair)}, item accuracy ${crossedText(withoutExcluded.mean.item)}, pair accuracy of the majority ${intervalText(withoutExcluded.majority.pair)}, item accuracy of the majority ${intervalText(withoutExcluded.majority.item)}, agreement on items: ${agreementText(withoutExcluded)}`,
  ];
}

/** What can be had without an image: proven, then scored, then what the proof leaves open. */
function texts({ pairs, differing, letter, option, keys }: TextAudit): string[] {
  const score = (right: TextScore): string =>
    `${right.items} of ${2 * pairs} items and ${right.pairs} of ${pairs} pairs right`;
  return [
    '## What the texts alone tell',
    '',
    'Both rows of a pair have the same question and options and different keys. Whoever answers them without the image, and the same text always alike, therefore has no pair right and at most one item of each. (Lots drawn afresh for each item: at most 25 % of the pairs and 50 % of the items, on average.)',
    '',
    `- Pairs whose rows differ in question or options, or have the same key: ${differing} of ${pairs}`,
    `- Always ${letter.always}, no letter being right more often: ${score(letter)}`,
    `- Of both option texts the one that is right more often in all other pairs: ${score(option)}`,
    '',
    'What knowing the row or the image would tell:',
    '',
    '| pattern | pairs | odd rows with the key (a) | option 1 right for image A |',
    '| --- | --- | --- | --- |',
    ...keys.map(
      ({ pattern, pairs: of, oddA, oneForA }) =>
        `| ${pattern === null ? 'all' : patternById(pattern).name} | ${of} | ${shareText(oddA, of)} | ${shareText(oneForA, of)} |`,
    ),
    '',
    'In brackets the exact 95 % interval of the share (Clopper and Pearson), not corrected for the number of patterns; "leans" where it leaves out 50 %. Odd rows are balanced by the draw. Option 1 is the author\'s first one; which is written as (a), and which image comes first, is drawn, so it tells nothing to who has only `MMVP/`.',
    '',
  ];
}

const shareText = ({ count, lower, upper, leans }: KeyShare, of: number): string =>
  `${count} of ${of} [${percent(lower)}, ${percent(upper)}]${leans ? ', leans' : ''}`;

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const intervalText = (interval: Interval | null): string =>
  interval === null
    ? 'not measured'
    : `${percent(interval.estimate)} [${percent(interval.lower)}, ${percent(interval.upper)}]`;

function crossedText(result: CrossedResult): string {
  if (!result.available) return 'not measured';
  const { method } = result;
  const how =
    method.name === 'wilson'
      ? `Wilson over ${method.n} ${method.unit}, because the draws have no spread (${method.reason})`
      : method.name === 'crossed-logit-t'
        ? `Student's t with ${method.degreesOfFreedom.toFixed(1)} degrees of freedom on the logit scale, variance from ${method.draws} crossed draws of raters x pairs, seed ${method.seed}`
        : `percentiles of the crossed bootstrap over raters x pairs, ${method.draws} draws, seed ${method.seed}`;
  const few =
    result.note === 'few-raters' ? '; fewer than 5 raters say little about people in general' : '';
  return `${intervalText(result)}, ${result.nRaters} raters, ${result.nPairs} pairs; 95 % interval by ${how}${few}`;
}

function agreementText(of: Pick<BaselineCard, 'agreement' | 'agreementIntervals'>): string {
  const agreed = (id: 'percent' | 'krippendorffAlpha' | 'gwetAc1') =>
    coefficient(of.agreement[id], of.agreementIntervals[id]);
  return `percent ${agreed('percent')}, Krippendorff's alpha ${agreed('krippendorffAlpha')}, Gwet's AC1 ${agreed('gwetAc1')}`;
}

function coefficient(
  value: Coefficient | Agreement['percent'],
  bounds: AgreementIntervals['percent'],
): string {
  if (!value.defined) return `undefined (${value.reason})`;
  if (!bounds.defined) return value.value.toFixed(3);
  return `${value.value.toFixed(3)} [${bounds.lower.toFixed(3)}, ${bounds.upper.toFixed(3)}]`;
}

const files = (): string[] => [
  '## Files',
  '',
  '- `MMVP/`: `Questions.csv` and `MMVP Images/`, the layout of huggingface.co/datasets/MMVP/MMVP',
  '- `MMVP_VLM/`: `Questions.csv` and `MLLM_VLM Images/`, the layout of huggingface.co/datasets/MMVP/MMVP_VLM',
  '- `pairs.jsonl`: everything about each pair, with stable pair ids',
  '- `responses.jsonl`: every answer of every rater, under pseudonyms',
  '- `LICENCES.csv`: source and licence of each image',
  '- `manifest.json`: SHA-256 of every other file',
  '',
];

function quirks({ vlm, vlmNote }: ReadmeInput): string[] {
  const present = vlm.available
    ? `${vlm.pairsPerType} pairs in each of ${vlm.types.length} types (${vlm.types.join(', ')}).`
    : '';
  const lacking = vlm.lacking.map((id) => patternById(id).name).join(', ');
  return [
    '## Reading it with published scripts',
    '',
    '- `evaluate_mllm.py` of github.com/tsb0601/MMVP opens the misspelt folder `MMVP Imgaes`: rename the folder or correct the script.',
    `- \`evaluate_vlm.py\` has 15 pairs per type in nine types written into it; it ${vlm.available && vlm.releasedScriptFits ? 'reads this release unchanged' : 'does not file the pairs of this release under their own types. Change the number in the script, or score from `pairs.jsonl`'}.`,
    "- InternVL's reader looks for the header `lndex` (with a lower-case L), a typo of the original file; here it is `Index`.",
    '- Unlike in the original file, the parity of a row says nothing about its answer.',
    `- MMVP_VLM: ${present}${vlmNote ? ` ${vlmNote}` : ''}${lacking ? ` Left out: ${lacking}.` : ''}${vlm.available && vlm.leftOut.length > 0 ? ` ${vlm.leftOut.length} pairs are over the common number and are in MMVP and pairs.jsonl only.` : ''}`,
    '',
  ];
}
