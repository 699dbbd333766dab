/** Long enough for what is kept or small, too short for anybody to wonder. */
const SOON_MS = 300;

/** What is there already, or what a page can show the rest without. */
export type Soon<T> = { now: T } | { later: Promise<T> };

/** Waits for `work` a moment: a placeholder that is gone at once would only flicker. */
export async function soon<T>(work: Promise<T>, ms = SOON_MS): Promise<Soon<T>> {
  let timer: NodeJS.Timeout | undefined;
  const moment = new Promise<{ later: Promise<T> }>((resolve) => {
    timer = setTimeout(() => resolve({ later: work }), ms);
  });
  try {
    return await Promise.race([work.then((now) => ({ now })), moment]);
  } finally {
    clearTimeout(timer);
  }
}
