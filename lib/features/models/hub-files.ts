import type { HubExport, HubFile } from '@/lib/domain/catalogue/schema';

/** Each file of an export once: one graph may hold both towers. */
export function hubFilesOf({ image, text }: HubExport): HubFile[] {
  const all = [image.graph, ...(image.data ?? [])];
  if (text) all.push(text.graph, ...(text.data ?? []), text.tokenizer);
  return [...new Map(all.map((file) => [file.path, file])).values()];
}

/** What a download fetches; null where the size of a file is not known. */
export const publishedBytes = (hub: HubExport): number | null =>
  hubFilesOf(hub).reduce<number | null>(
    (sum, { bytes }) => (sum === null || bytes === null ? null : sum + bytes),
    0,
  );
