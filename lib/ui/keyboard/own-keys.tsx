'use client';
import { createContext, useContext, type ReactNode } from 'react';
import { DEFAULT_KEYS, shownKey, type OwnKeys } from '@/lib/domain/shortcuts';
import { Kbd } from '../primitives/kbd';

const OwnKeysContext = createContext<OwnKeys>(DEFAULT_KEYS);

/** Within it the shortcuts answer to the keys that the person has chosen, or to none of one character. */
export function OwnKeysProvider({ own, children }: { own: OwnKeys; children: ReactNode }) {
  return <OwnKeysContext value={own}>{children}</OwnKeysContext>;
}

export const useOwnKeys = (): OwnKeys => useContext(OwnKeysContext);

/** How the key that stands for a default one is written: "K". Undefined where no key does. */
export function useKeyLabel(): (key: string) => string | undefined {
  const own = useOwnKeys();
  return (key) => {
    const shown = shownKey(own, key.toLowerCase());
    if (shown === null) return undefined;
    return shown.length === 1 ? shown.toUpperCase() : key;
  };
}

/** The key of a command, given by its default; nothing where it has none. */
export function KeyOf({ children }: { children: string }) {
  const label = useKeyLabel()(children);
  return label === undefined ? null : <Kbd>{label}</Kbd>;
}
