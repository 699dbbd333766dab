/**
 * Words that wait to be sent, kept on this device by person and place. Plain code without React, so that its
 * promises can be tested.
 */
export interface KeptWords<T> {
  read: () => T | null;
  /** Null, and what `isEmpty`, leave nothing behind. */
  write: (words: T | null) => void;
}

export interface KeptShape<T> {
  /** Null for what was written by something else, or by an older form. */
  parse: (raw: unknown) => T | null;
  isEmpty: (words: T) => boolean;
}

/** A full or forbidden localStorage never gets in the way of typing. */
export function keptWords<T>(
  storage: () => Storage,
  place: { personId: string; of: string },
  shape: KeptShape<T>,
): KeptWords<T> {
  const key = `blindpair:words:${place.personId}:${place.of}`;
  return {
    read: () => {
      try {
        const raw = storage().getItem(key);
        return raw === null ? null : shape.parse(JSON.parse(raw));
      } catch {
        return null;
      }
    },
    write: (words) => {
      try {
        if (words === null || shape.isEmpty(words)) storage().removeItem(key);
        else storage().setItem(key, JSON.stringify(words));
      } catch {
        // The words are still on the page.
      }
    },
  };
}
