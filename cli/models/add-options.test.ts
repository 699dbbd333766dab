import { expect, it } from 'vitest';
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
