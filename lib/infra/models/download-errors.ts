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

/** `encoder`: id of the encoder that the file belongs to, for the command that helps. */
export const refused = (url: string, status: number, encoder: string): AppError =>
  status === 401 || status === 403
    ? new AppError(
        'forbidden',
        `${hostOf(url)} does not give this file without permission (${status}). Accept the model's licence there and set HF_TOKEN.`,
        { key: 'downloadForbidden', params: { host: hostOf(url), status } },
      )
    : new AppError(
        'not-found',
        `${hostOf(url)} has no such file (${status}): ${new URL(url).pathname}. ${
          mirrorOf(hostOf(url)) === 'named'
            ? 'If this mirror is not complete, correct HF_ENDPOINT, which names it.'
            : 'The repository may have changed.'
        } Its newest revision: blindpair models pull ${encoder} --revision main.`,
        {
          key: 'downloadAbsent',
          params: {
            host: hostOf(url),
            mirror: mirrorOf(hostOf(url)),
            status,
            path: new URL(url).pathname,
            encoder,
          },
        },
      );

/** `encoder` as above. */
export const wrongFile = (url: string, what: string, encoder: string): AppError =>
  new AppError(
    'unprocessable',
    `${hostOf(url)} sent another file than the one asked for: ${what}. Nothing of it was kept. Try again; if the model was updated on purpose, take its new revision: blindpair models pull ${encoder} --revision main.`,
    { key: 'downloadOther', params: { host: hostOf(url), what, encoder } },
  );
