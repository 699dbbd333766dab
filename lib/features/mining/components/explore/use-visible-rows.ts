'use client';

import { useEffect, useState, type RefObject } from 'react';

/** Rows drawn above and below what is seen. */
const SPARE = 2;

export interface Rows {
  first: number;
  /** Not included. */
  last: number;
}

/** Rows of `height` pixels in the box that are seen or nearly; another object only where they change. */
export function useVisibleRows(box: RefObject<HTMLElement | null>, height: number): Rows {
  const [rows, setRows] = useState<Rows>({ first: 0, last: 4 });
  useEffect(() => {
    let frame = 0;
    const look = (): void => {
      frame = 0;
      const element = box.current;
      if (!element) return;
      const top = -element.getBoundingClientRect().top;
      const first = Math.max(0, Math.floor(top / height) - SPARE);
      const last = Math.ceil((top + window.innerHeight) / height) + SPARE;
      setRows((old) => (old.first === first && old.last === last ? old : { first, last }));
    };
    const later = (): void => void (frame ||= requestAnimationFrame(look));
    look();
    // Whatever scrolls: the page, or the column that holds it.
    window.addEventListener('scroll', later, { passive: true, capture: true });
    window.addEventListener('resize', later);
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener('scroll', later, { capture: true });
      window.removeEventListener('resize', later);
    };
  }, [box, height]);
  return rows;
}
