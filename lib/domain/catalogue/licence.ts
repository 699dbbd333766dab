/** What a person must know of a licence before downloading, as far as its name says it. */

/** `own-terms`: neither one of the usual open licences nor clearly limited; to be read first. */
export const LICENCE_LIMITS = ['research', 'non-commercial', 'own-terms', 'unknown'] as const;
export type LicenceLimit = (typeof LICENCE_LIMITS)[number];

/** SPDX identifiers of licences that allow every use. */
const OPEN = /^(MIT|Apache-2\.0|BSD-[23]-Clause|ISC|Unlicense|CC0-1\.0|CC-BY-4\.0)$/i;

/** Null for an open licence. */
export function licenceLimit(licence: string): LicenceLimit | null {
  const text = licence.trim();
  if (OPEN.test(text)) return null;
  if (/research[ -]only/i.test(text)) return 'research';
  if (/\bNC\b|non-?commercial|not for commercial/i.test(text)) return 'non-commercial';
  if (text === '' || /unknown|not established/i.test(text)) return 'unknown';
  return 'own-terms';
}
