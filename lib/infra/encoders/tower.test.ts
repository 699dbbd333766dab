import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { scene } from '../images/testing';
import { createEncoderRegistry, MINIATURE_WEIGHTS } from './registry';
import { Tower } from './tower';

it('works again once its files are repaired', async () => {
  const { description } = await createEncoderRegistry([MINIATURE_WEIGHTS]).get(
    'miniature-clip-tiny',
  );
  const folder = await mkdtemp(join(tmpdir(), 'blindpair-tower-'));
  const tower = new Tower(folder, description);
  const { image, text } = description;
  try {
    const picture = await scene(64, 64, 1).jpeg().toBuffer();
    for (const { file } of [image, text!, text!.tokenizer])
      await writeFile(join(folder, file), 'x');
    await expect(tower.embedImage(picture)).rejects.toThrow();
    await expect(tower.embedText('a dog')).rejects.toThrow();
    for (const { file } of [image, text!, text!.tokenizer]) {
      await copyFile(join(MINIATURE_WEIGHTS, file), join(folder, file));
    }
    expect(await tower.embedImage(picture)).toHaveLength(description.dimensions);
    expect(await tower.embedText('a dog')).toHaveLength(description.dimensions);
  } finally {
    await tower.close();
    await rm(folder, { recursive: true });
  }
});
