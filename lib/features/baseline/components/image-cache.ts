/** Enough for a large image on a slow line; one that hangs longer has failed, and can be tried again or reported. */
export const IMAGE_WAIT_MS = 60_000;

/**
 * Images of the current and the next trial, fetched once and decoded before they are shown. They are
 * held as blobs of this page because the server lets nothing be stored (cache-control: no-store).
 */
export class ImageCache {
  private readonly entries = new Map<string, Promise<string>>();

  constructor(private readonly waitMs = IMAGE_WAIT_MS) {}

  /** An object URL whose picture is decoded. Rejects when it cannot be loaded; a later call tries anew. */
  load(trialId: string, url: string): Promise<string> {
    const known = this.entries.get(trialId);
    if (known) return known;
    const loading = loadDecoded(url, this.waitMs);
    this.entries.set(trialId, loading);
    loading.catch(() => this.entries.delete(trialId));
    return loading;
  }

  /** Frees every image but those of the given trials. */
  keepOnly(trialIds: readonly string[]): void {
    for (const [trialId, loading] of this.entries) {
      if (trialIds.includes(trialId)) continue;
      this.entries.delete(trialId);
      loading.then((objectUrl) => URL.revokeObjectURL(objectUrl)).catch(() => undefined);
    }
  }
}

async function loadDecoded(url: string, waitMs: number): Promise<string> {
  const response = await fetch(url, { cache: 'no-store', signal: AbortSignal.timeout(waitMs) });
  if (!response.ok) throw new Error(`image answered ${response.status}`);
  const objectUrl = URL.createObjectURL(await response.blob());
  try {
    const image = new Image();
    image.src = objectUrl;
    await image.decode();
    return objectUrl;
  } catch (error) {
    URL.revokeObjectURL(objectUrl);
    throw error;
  }
}
