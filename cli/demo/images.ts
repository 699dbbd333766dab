import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderCorpus } from '@/miniature/scenes/corpus';
import { createBatch } from '@/lib/features/corpus/create-batch';
import { ingestSource } from '@/lib/features/corpus/ingest-source';
import type { Ctx } from '@/lib/infra/context';
import { openFolder } from '@/lib/infra/file-source';
import { AppError } from '@/lib/domain/errors';
import { startBar } from '../lib/bar';
import { Cancelled } from '../lib/signals';

/** Enough for pairs of all nine patterns; the seed is not that of the training corpora. */
const SCENES = { count: 1000, seed: 20240111 };

/** Renders the demonstration corpus unless it is there. A cut run goes on. Returns its folder. */
export async function demoCorpus(dataDir: string, signal: AbortSignal): Promise<string> {
  const folder = join(dataDir, 'demo-corpus');
  await mkdir(folder, { recursive: true });
  const truthFile = join(dataDir, 'demo-corpus-truth.json');
  const bar = startBar('Render scenes');
  const there = new Set(await readdir(folder));
  if (there.size >= SCENES.count) {
    bar.end(`${SCENES.count} there already`);
    return folder;
  }
  try {
    const truth = await renderCorpus(
      {
        ...SCENES,
        signal,
        has: (file) => there.has(file),
        onProgress: (done, total) => bar.update(done, total),
      },
      async (file, png) => {
        // Whole or not at all, so that a cut run leaves no broken picture behind.
        const part = join(dataDir, `${file}.part`);
        await writeFile(part, png);
        await rename(part, join(folder, file));
      },
    );
    // Beside the images, never among them: nothing that people see may know the answers.
    await writeFile(truthFile, JSON.stringify(truth));
  } catch (error) {
    bar.fail();
    throw signal.aborted ? new Cancelled() : error;
  }
  bar.end(`${SCENES.count} scenes`);
  return folder;
}

/** Before anything is made: a demonstration of the wrong folder helps nobody. */
export async function refuseWithoutImages(folder: string): Promise<void> {
  const source = await openFolder(folder);
  let images = 0;
  for await (const file of source.files()) {
    if (!IMAGE_NAME.test(file.name)) continue;
    images += 1;
    if (images === 2) return;
  }
  throw new AppError(
    'not-found',
    `${images === 0 ? 'There is no image' : 'There is only one image'} in ${folder}. Mining compares images with each other: choose a folder with at least two JPEG, PNG, WebP or AVIF files. Nothing was made.`,
  );
}

const IMAGE_NAME = /\.(jpe?g|png|webp|avif)$/i;

/** Takes the folder in; an interrupted batch goes on, a finished one is not repeated. */
export async function demoImages(
  ctx: Ctx,
  projectId: string,
  folder: string,
  own: boolean,
  signal: AbortSignal,
): Promise<void> {
  const source = own ? `my photographs: ${folder}` : 'scenes rendered by Blindpair';
  const bar = startBar('Ingest images');
  const batch = await ctx.db.uploadBatch.findFirst({
    where: { projectId, source },
    select: { id: true, finishedAt: true },
  });
  if (batch?.finishedAt) {
    bar.end('there already');
    return;
  }
  const batchId =
    batch?.id ??
    (
      await createBatch(ctx, {
        projectId,
        source,
        licence: own ? 'own' : 'Apache-2.0; art: Fluent Emoji, MIT',
      })
    ).batchId;
  try {
    const counts = await ingestSource(ctx, {
      projectId,
      batchId,
      source: await openFolder(folder),
      signal,
      onProgress: (done, total) => bar.update(done, total),
    });
    if ((await ctx.db.image.count({ where: { projectId } })) < 2) {
      throw new AppError(
        'unprocessable',
        `No two images of ${folder} could be read (${counts.refused} files refused). Run \`blindpair ingest\` on it to see the reason for each file.`,
      );
    }
    bar.end(`${counts.added} added, ${counts.duplicate} duplicates, ${counts.refused} refused`);
  } catch (error) {
    bar.fail();
    throw signal.aborted ? new Cancelled() : error;
  }
}
