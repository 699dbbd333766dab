'use client';
import { createContext, useContext, type ReactNode } from 'react';
import { shownKey, type ChosenKeys } from '@/lib/domain/shortcuts';
import { Kbd } from '../primitives/kbd';

const OwnKeys = createContext<ChosenKeys>({});

/** Within it the shortcuts answer to the keys that the person has chosen. */
export function OwnKeysProvider({ keys, children }: { keys: ChosenKeys; children: ReactNode }) {
  return <OwnKeys value={keys}>{children}</OwnKeys>;
}

export const useOwnKeys = (): ChosenKeys => useContext(OwnKeys);

/** How the key that stands for a default one is written: "K". */
export function useKeyLabel(): (key: string) => string {
  const keys = useOwnKeys();
  return (key) => {
    const shown = shownKey(keys, key.toLowerCase());
    return shown.length === 1 ? shown.toUpperCase() : key;
  };
}

/** The key of a command, given by its default. */
export function KeyOf({ children }: { children: string }) {
  return <Kbd>{useKeyLabel()(children)}</Kbd>;
}
