import { describe, expect, it } from 'vitest';
import { EXECUTION_PROVIDERS } from '@/lib/domain/execution-provider';
import { openSession } from './ort';

const GRAPH = 'lib/infra/encoders/fixtures/reference/clip.vision.onnx';

describe('an execution provider', () => {
  it('that this machine does not have is refused with a sentence and never replaced', async () => {
    // DirectML is for Windows, Core ML for macOS.
    const foreign = process.platform === 'win32' ? 'coreml' : 'dml';
    await expect(openSession(GRAPH, { provider: foreign })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('BLINDPAIR_EXECUTION_PROVIDER'),
    });
    expect(EXECUTION_PROVIDERS).toContain(foreign);
  });
});
