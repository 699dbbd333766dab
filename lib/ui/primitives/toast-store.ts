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
let place: HTMLElement | null = null;
let lastId = 0;
const listeners = new Set<() => void>();

function set(next: readonly ShownToast[]): void {
  shown = next;
  tell();
}

function tell(): void {
  for (const listener of listeners) listener();
}

/**
 * Shows a message from any client code. At most three stand at a time; the oldest goes first. Where the page has
 * a place of its own for them, only the newest does.
 */
export function toast(message: Toast): void {
  lastId += 1;
  set([...(place ? [] : shown.slice(-2)), { ...message, id: lastId }]);
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
  place: (): HTMLElement | null => place,
};

/** For `ref`: as long as the element is there, messages stand in it, and nowhere else. */
export function toastPlace(element: HTMLElement | null): () => void {
  letGo();
  place = element;
  shown = shown.slice(-1);
  tell();
  return () => {
    // The next question's may be there already.
    if (place !== element) return;
    letGo();
    place = null;
    tell();
  };
}

/**
 * Time stands still while the pointer or the focus is on messages. A list of them that goes away under either would
 * never hear that it has left, and what is shown next would stay for good.
 */
function letGo(): void {
  const region = document.querySelector('[data-toast-list]')?.parentElement;
  const focused = document.activeElement;
  if (focused instanceof HTMLElement && region?.contains(focused)) focused.blur();
  region?.dispatchEvent(new PointerEvent('pointerleave'));
}
