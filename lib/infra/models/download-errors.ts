/** What a download that is given up, refused or gone wrong says. */
import { AppError } from '@/lib/domain/errors';
import { mirrorHint, mirrorOf } from './hub';
import type { Interrupted, Trouble } from './patience';

const hostOf = (url: string): string => new URL(url).host;

const TROUBLES: Readonly<Record<Trouble, string>> = {
  unreachable: 'cannot be reached',
  fault: 'is there, but cannot give the file now',
  broken: 'keeps breaking off',
};

export const gaveUp = (url: string, cause: Interrupted): AppError =>
  new AppError(
    'unavailable',
    `${hostOf(url)} ${TROUBLES[cause.trouble]} (${cause.message.replace(/\.$/, '')}). What has arrived is kept: start the download again to go on, or ${mirrorHint(hostOf(url))}.`,
    {
      key: 'downloadGaveUp',
      params: {
        host: hostOf(url),
        mirror: mirrorOf(hostOf(url)),
        trouble: cause.trouble,
        reason: cause.message.replace(/\.$/, ''),
      },
      cause,
    },
  );

export const refused = (url: string, status: number): AppError =>
  status === 401 || status === 403
    ? new AppError(
        'forbidden',
        `${hostOf(url)} does not give this file without permission (${status}). Accept the model's licence there and set HF_TOKEN.`,
        { key: 'downloadForbidden', params: { host: hostOf(url), status } },
      )
    : new AppError(
        'not-found',
        `${hostOf(url)} has no such file (${status}): ${new URL(url).pathname}`,
        {
          key: 'downloadAbsent',
          params: { host: hostOf(url), status, path: new URL(url).pathname },
        },
      );

export const wrongFile = (url: string, what: string): AppError =>
  new AppError(
    'unprocessable',
    `${hostOf(url)} sent another file than the one asked for: ${what}. It was removed. If the model was updated on purpose, take its new revision: blindpair models pull ID --revision main.`,
    { key: 'downloadOther', params: { host: hostOf(url), what } },
  );
