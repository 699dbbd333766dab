import { FIT, type View } from './zoom';

type Layer = HTMLElement | SVGElement;

/** So long after the last move the browser may draw the image anew at its new size. */
const REST_MS = 160;

/**
 * The view of one viewer, outside React: each move writes one `transform` per layer and renders
 * nothing. Those who show the scale are told once per frame.
 */
export class ViewStore {
  private view = FIT;
  private readonly layers = new Set<Layer>();
  private readonly listeners = new Set<() => void>();
  private frame = 0;
  private rest: ReturnType<typeof setTimeout> | undefined;

  readonly get = (): View => this.view;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** A ref for whatever the view moves. Its box is the pane's. */
  readonly layer = (element: Layer | null): (() => void) | undefined => {
    if (!element) return undefined;
    this.layers.add(element);
    this.place(element);
    return () => this.layers.delete(element);
  };

  readonly change = (next: (view: View) => View): void => {
    const view = next(this.view);
    if (view.scale === this.view.scale && view.x === this.view.x && view.y === this.view.y) return;
    this.view = view;
    for (const layer of this.layers) {
      layer.style.willChange = 'transform';
      this.place(layer);
    }
    clearTimeout(this.rest);
    this.rest = setTimeout(() => {
      for (const layer of this.layers) layer.style.willChange = '';
    }, REST_MS);
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      for (const listener of this.listeners) listener();
    });
  };

  private place(layer: Layer): void {
    const { scale, x, y } = this.view;
    layer.style.transform =
      scale === 1 ? '' : `translate(${x * 100}%, ${y * 100}%) scale(${scale})`;
  }
}
