import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { embeddingKey } from '../../domain/encoders';
import { createEncoderRegistry, MINIATURE_WEIGHTS } from './registry';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'encoders-'));
  await cp(MINIATURE_WEIGHTS, folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

const reasonOf = async (id: string) => {
  const status = (await createEncoderRegistry([folder]).list()).find((one) => one.id === id);
  return status?.usable === false ? status.reason : undefined;
};

describe('the encoder registry', () => {
  it('lists the encoders that ship, usable: CLIPs of different size, one visual', async () => {
    const found = await createEncoderRegistry([MINIATURE_WEIGHTS]).list();
    expect(found.map((one) => [one.id, one.usable, one.description?.role])).toEqual([
      ['miniature-clip-base', true, 'semantic'],
      ['miniature-clip-small', true, 'semantic'],
      ['miniature-clip-tiny', true, 'semantic'],
      ['miniature-visual', true, 'visual'],
    ]);
    expect(found.every((one) => one.description?.miniature)).toBe(true);
  });

  it('knows ids of what it cannot use, and looks at those alone that it is asked for', async () => {
    await writeFile(join(folder, 'own.json'), '{');
    const registry = createEncoderRegistry([folder, join(folder, 'none')]);
    const ids = (await registry.list()).map(({ id }) => id);
    expect(await registry.ids()).toEqual(ids);
    expect(ids).toContain('own');
    const some = await registry.list(['own', 'miniature-visual', 'unknown']);
    expect(some.map(({ id, usable }) => [id, usable])).toEqual([
      ['miniature-visual', true],
      ['own', false],
    ]);
  });

  it('refuses weights of which one bit changed, even after it has accepted them', async () => {
    const registry = createEncoderRegistry([folder]);
    await registry.get('miniature-visual');
    const path = join(folder, 'miniature-visual.image.onnx');
    const bytes = await readFile(path);
    bytes[100_000]! ^= 1;
    await writeFile(path, bytes);
    await expect(registry.get('miniature-visual')).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('miniature-visual.image.onnx'),
    });
    await expect(registry.get('miniature-clip-base')).resolves.toMatchObject({ usable: true });
  });

  it('refuses every encoder whose tokenizer or text tower is missing', async () => {
    await rm(join(folder, 'miniature-clip.tokenizer.json'));
    expect(await reasonOf('miniature-clip-base')).toContain('tokenizer.json is missing');
    expect(await reasonOf('miniature-clip-small')).toContain('tokenizer.json is missing');
  });

  it('refuses an encoder whose resize it cannot compute, instead of taking another', async () => {
    const path = join(folder, 'miniature-visual.json');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace('"kind": "box"', '"kind": "nearest"'));
    expect(await reasonOf('miniature-visual')).toContain('resize');
  });

  it('says what is wrong with a description instead of failing as a whole', async () => {
    const path = join(folder, 'miniature-clip-base.json');
    const description = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
    await writeFile(path, JSON.stringify({ ...description, surprise: 1 }));
    expect(await reasonOf('miniature-clip-base')).toContain('surprise');
    const outside = { ...(description.image as object), file: '../secret.onnx' };
    await writeFile(path, JSON.stringify({ ...description, image: outside }));
    expect(await reasonOf('miniature-clip-base')).toContain('image.file');
    await writeFile(path, '{');
    expect(await reasonOf('miniature-clip-base')).toContain('cannot be read as JSON');
    expect(await reasonOf('miniature-visual')).toBeUndefined();
  });

  it('keeps embeddings of another processor apart', async () => {
    const version = async (...given: Parameters<typeof createEncoderRegistry>) =>
      embeddingKey((await createEncoderRegistry(...given).get('miniature-visual')).description)
        .preprocessing;
    expect(await version([folder])).toBe('box64-v2');
    expect(await version([folder], 'cpu')).toBe('box64-v2');
    expect(await version([folder], 'cuda')).toBe('box64-v2-on-cuda');
  });

  it('chooses neither of two encoders with one id', async () => {
    const registry = createEncoderRegistry([MINIATURE_WEIGHTS, folder]);
    await expect(registry.get('miniature-clip-base')).rejects.toThrow('described twice');
  });

  it('takes a missing extra folder as an empty one and an unknown id as not found', async () => {
    const registry = createEncoderRegistry([MINIATURE_WEIGHTS, join(folder, 'none')]);
    expect(await registry.list()).toHaveLength(4);
    await expect(registry.get('miniature-clip')).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('miniature-clip-small, miniature-clip-tiny') as string,
    });
  });
});
