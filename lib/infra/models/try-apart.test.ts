import { describe, expect, it } from 'vitest';
import { createEncoderRegistry, MINIATURE_WEIGHTS } from '../encoders/registry';
import { tryApart } from './try-apart';

const encoder = async (id: string) => {
  const { folder, description } = await createEncoderRegistry([MINIATURE_WEIGHTS]).get(id);
  return { folder, description };
};

describe('trying an encoder on a thread of its own', () => {
  it('accepts one that runs, and says of another what it does not do', async () => {
    const { folder, description } = await encoder('miniature-clip-base');
    await tryApart(folder, description);
    const other = { ...description, dimensions: description.dimensions + 1 };
    await expect(tryApart(folder, other)).rejects.toMatchObject({
      code: 'unprocessable',
      message: expect.stringContaining('does not run as described'),
    });
  });

  it('ends at once with the reason of whoever stops it, and calls the encoder no worse for it', async () => {
    const { folder, description } = await encoder('miniature-clip-base');
    const stop = new AbortController();
    const trying = tryApart(folder, description, stop.signal);
    // The thread has begun by then, and has not ended: it takes over half a second to start.
    setTimeout(() => stop.abort(new Error('cancelled by hand')), 150);
    await expect(trying).rejects.toThrow('cancelled by hand');
    await expect(tryApart(folder, description, stop.signal)).rejects.toThrow('cancelled by hand');
  });
});
