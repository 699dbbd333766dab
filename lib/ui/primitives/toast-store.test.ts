import { beforeEach, describe, expect, it, vi } from 'vitest';

/** What of a browser the store touches: the list of messages that is left, and where the focus is. */
class Pane {
  blurred = 0;
  heard: string[] = [];
  contains = (other: unknown): boolean => other === this;
  blur = (): void => void (this.blurred += 1);
  dispatchEvent = (event: { type: string }): void => void this.heard.push(event.type);
}

const region = new Pane();
vi.stubGlobal('HTMLElement', Pane);
vi.stubGlobal('PointerEvent', Event);
vi.stubGlobal('document', {
  querySelector: () => ({ parentElement: region }),
  activeElement: region,
});

const titles = (store: { get: () => readonly { title: string }[] }): string[] =>
  store.get().map(({ title }) => title);

describe('messages', () => {
  beforeEach(() => vi.resetModules());

  it('stand three at a time, and one where the page has a place of its own for them', async () => {
    const { toast, toastPlace, toastStore } = await import('./toast-store');
    for (const title of ['a', 'b', 'c', 'd']) toast({ title });
    expect(titles(toastStore)).toEqual(['b', 'c', 'd']);
    const leave = toastPlace(new Pane() as never);
    expect(titles(toastStore)).toEqual(['d']);
    toast({ title: 'e' });
    expect(titles(toastStore)).toEqual(['e']);
    leave();
    toast({ title: 'f' });
    expect(titles(toastStore)).toEqual(['e', 'f']);
  });

  it('keep to the place of the next question when that of the last one goes after it came', async () => {
    const { toastPlace, toastStore } = await import('./toast-store');
    const next = new Pane() as never;
    const leave = toastPlace(new Pane() as never);
    const leaveNext = toastPlace(next);
    leave();
    expect(toastStore.place()).toBe(next);
    leaveNext();
    expect(toastStore.place()).toBeNull();
  });

  it('let go of pointer and focus before their list moves, so that their time runs on', async () => {
    const { toastPlace } = await import('./toast-store');
    region.blurred = 0;
    region.heard = [];
    toastPlace(new Pane() as never)();
    expect(region.blurred).toBe(2);
    expect(region.heard).toEqual(['pointerleave', 'pointerleave']);
  });
});
