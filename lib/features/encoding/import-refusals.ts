/** Whether an import may store anything: refused where it is not clear whose a row is. */
import { AppError } from '@/lib/domain/errors';
import type { ImportReport, Tally } from './survey-rows';

/** Throws `unprocessable` with counts and examples. Unknown rows are harmless and only reported. */
export function assertAcceptable(report: ImportReport, allowMissing: boolean): void {
  const { ambiguous, contradicting, missing, matched, rows, images, matchedBy } = report;
  if (matched === 0) {
    throw refuse(
      `None of the ${rows} rows means one of the ${images} images; rows were matched by ${matchedBy} (${some(report.unknown)}). Choose what to match by with --key name, sha256 or id.`,
    );
  }
  if (ambiguous.count > 0) {
    throw refuse(
      `${counted(ambiguous, 'row means', 'rows mean')} two images of the project (${some(ambiguous)}). Give longer paths, or match by sha256 or id.`,
    );
  }
  if (contradicting.count > 0) {
    throw refuse(
      `${counted(contradicting, 'further row means', 'further rows mean')} an image that has a row already, with another vector (${some(contradicting)}). Give longer paths, or match by sha256 or id.`,
    );
  }
  if (missing.count > 0 && !allowMissing) {
    throw refuse(
      `${counted(missing, 'image has', 'images have')} no row (${some(missing)}). Give their embeddings, too, or add --allow-missing; mining then does not compare them.`,
    );
  }
}

const refuse = (why: string): AppError =>
  new AppError('unprocessable', `${why} Nothing was stored.`);

const counted = ({ count }: Tally, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;

const some = ({ count, examples }: Tally): string =>
  `for example ${examples.join(', ')}${count > examples.length ? ', …' : ''}`;
