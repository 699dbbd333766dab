/** Licences and raw answers of an export. */
import { writeCsv } from '@/lib/domain/formats/csv';
import { mmvpImage } from '@/lib/domain/formats/release-paths';
import type { ReleaseRecord } from '@/lib/domain/formats/jsonl-release';
import { spreadsheetSafe } from '@/lib/domain/formats/spreadsheet-safe';
import type { LoadedRelease } from './load-release';

export const README_FILE = 'README.md';
export const LICENCES_FILE = 'LICENCES.csv';
export const RESPONSES_FILE = 'responses.jsonl';

/** Opened in spreadsheets, and its texts come from whoever added the images. */
export const licencesCsv = (records: readonly ReleaseRecord[]): string =>
  writeCsv(
    ['File', 'Pair', 'Image', 'SHA-256', 'Source', 'Licence'],
    records.flatMap((record) =>
      (['A', 'B'] as const)
        .map((side) => ({ side, image: record.images[side] }))
        .sort((one, two) => one.image.index - two.image.index)
        .map(({ side, image }) =>
          [
            mmvpImage(image.index),
            record.number,
            side,
            image.sha256,
            image.source,
            image.licence,
          ].map(spreadsheetSafe),
        ),
    ),
  );

/** Choices are options in canonical order; `displayed` is the order on the rater's screen. */
export function responsesJsonl({ pairs, answers }: LoadedRelease): string {
  const pairOf = new Map(pairs.map((pair) => [pair.pairId, pair]));
  return answers
    .map((answer) => {
      const pair = pairOf.get(answer.pairId);
      const options = pair?.options ?? ['', ''];
      const line = {
        rater: answer.raterId,
        trial: answer.position,
        session: answer.session,
        pairId: answer.pairId,
        number: pair?.number,
        image: answer.side,
        choice: answer.choice,
        chosen: answer.choice === null ? null : options[answer.choice - 1],
        displayed: answer.optionsSwapped ? [...options].reverse() : options,
        confidence: answer.confidence,
        activeMs: answer.activeMs,
        wallMs: answer.wallMs,
        presentation: answer.presentation,
        answeredAt: answer.answeredAt.toISOString(),
      };
      return `${JSON.stringify(line)}\n`;
    })
    .join('');
}
