/** By this device's clock: for what is kept on it, never for what is decided. */
export const deviceTime = (): string =>
  new Date(performance.timeOrigin + performance.now()).toISOString();
