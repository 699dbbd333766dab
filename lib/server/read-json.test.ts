import { describe, expect, it } from 'vitest';
import { readJson } from './read-json';

const post = (body: BodyInit) =>
  new Request('http://localhost/', { method: 'POST', body, duplex: 'half' } as RequestInit);

describe('the JSON body of a request', () => {
  it('is read whole, whatever its letters and parts', async () => {
    const said = { question: '门是开着的吗？'.repeat(4000) };
    expect(await readJson(post(JSON.stringify(said)))).toEqual(said);
    const bytes = new TextEncoder().encode(JSON.stringify(said));
    const inParts = new ReadableStream({
      start: (stream) => {
        // Amid a letter.
        for (let at = 0; at < bytes.length; at += 1000) stream.enqueue(bytes.slice(at, at + 1000));
        stream.close();
      },
    });
    expect(await readJson(post(inParts))).toEqual(said);
  });

  it('is refused when it is none', async () => {
    for (const request of [post('{'), post(''), new Request('http://localhost/')]) {
      await expect(readJson(request)).rejects.toMatchObject({ code: 'invalid' });
    }
  });

  it('is not read to its end when it has none: nobody fills the memory of the server', async () => {
    let given = 0;
    const endless = new ReadableStream({
      pull: (stream) => {
        given += 1;
        stream.enqueue(new Uint8Array(64 * 1024));
      },
    });
    await expect(readJson(post(endless))).rejects.toMatchObject({ code: 'payload-too-large' });
    expect(given).toBeLessThan(64);
  });
});
