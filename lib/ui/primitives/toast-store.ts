export interface Toast {
  title: string;
  description?: string;
  tone?: 'ok' | 'warning' | 'danger' | 'info';
  /** Takes back what the toast reports. */
  undo?: () => void | Promise<void>;
  durationMs?: number;
}

export interface ShownToast extends Toast {
  id: number;
}

let shown: readonly ShownToast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function set(next: readonly ShownToast[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

/** Shows a message from any client code. At most three stand at a time; the oldest goes first. */
export function toast(message: Toast): void {
  lastId += 1;
  set([...shown.slice(-2), { ...message, id: lastId }]);
}

export const dismissToast = (id: number): void => set(shown.filter((one) => one.id !== id));

/** Takes back what was said to have failed, where something else now says why. */
export const dismissFailures = (): void => set(shown.filter((one) => one.tone !== 'danger'));

export const toastStore = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  get: (): readonly ShownToast[] => shown,
};
