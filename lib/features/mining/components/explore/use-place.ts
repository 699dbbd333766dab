'use client';

import { useCallback, useState } from 'react';

/** A place in the list of this name, from 0. Another list is read from its beginning. */
export function usePlace(
  start: number,
  list: string,
): readonly [place: number, setPlace: (place: number) => void] {
  const [held, setHeld] = useState({ list, place: start });
  const setPlace = useCallback((place: number) => setHeld({ list, place }), [list]);
  return [held.list === list ? held.place : 0, setPlace];
}
