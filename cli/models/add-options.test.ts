import { describe, expect, it } from 'vitest';
import { catalogueEntry } from '@/lib/domain/catalogue';
import { addInput } from './add-options';

it("keeps the catalogue's ids for exports of its encoders, so that no other graph gets their figures", () => {
  const entry = catalogueEntry('dinov2-small');
  expect(entry).toBeDefined();
  const own = { role: 'visual', preprocessing: 'imagenet' } as const;
  for (const [path, options] of [
    ['cnn.onnx', { ...own, id: 'dinov2-small' }],
    ['dinov2-small.onnx', own],
  ] as const) {
    expect(() => addInput(path, options, undefined)).toThrow(/catalogue.*--like dinov2-small/);
  }
  expect(addInput('cnn.onnx', {}, entry).id).toBe('dinov2-small');
  expect(addInput('cnn.onnx', { ...own, id: 'my-dino' }, entry).id).toBe('my-dino');
});

it('refuses a tokenizer without the graph that it belongs to, instead of leaving the text tower out', () => {
  const own = { role: 'semantic', preprocessing: 'clip', tokenizer: 'tokenizer.json' } as const;
  expect(() => addInput('clip.onnx', own, undefined)).toThrow(/--text\./);
});
describe('own steps that cannot be meant', () => {
  const own = { role: 'visual', resize: 'bicubic:256', mean: '0.5,0.5,0.5', std: '1,1,1' } as const;
  const add = (options: object) => addInput('cnn.onnx', { ...own, ...options }, undefined);

  it.each([
    [{ resize: 'nearest:256' }, /--resize must be FILTER:SHORTER.*Filters: box, bilinear/],
    [{ resize: 'bicubic' }, /--resize must be/],
    [{ mean: '123.7,116.3,103.5' }, /--mean counts after.*divided by 255.*between 0 and 1/],
    [{ std: '58.4,57.1,57.4' }, /--std counts after.*above 0/],
    [{ std: '0.2,,0.2' }, /--std must be three numbers/],
    [{ size: '300' }, /--size 300 is larger than what --resize bicubic:256 leaves/],
  ])('%j are refused by a sentence that names the option', (options, sentence) => {
    expect(() => add(options)).toThrow(sentence);
  });

  it('leave those that can alone', () => {
    expect(add({ size: '224' }).preprocessing).toMatchObject({
      resize: { kind: 'bicubic', shortestEdge: 256 },
      crop: 224,
    });
    expect(add({ resize: 'bilinear:224x192' }).preprocessing).toMatchObject({ crop: 192 });
  });
});
