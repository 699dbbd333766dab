/** The only file that imports onnxruntime-node. */
import { InferenceSession, Tensor } from 'onnxruntime-node';

export { Tensor };
export type Session = InferenceSession;

/**
 * A session on this thread's own core; results do not depend on how many sessions run. From the
 * bytes of a graph, or from its path where its weights lie in files beside it.
 */
export function openSession(model: Uint8Array | string, threads = 1): Promise<Session> {
  const options: InferenceSession.SessionOptions = {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    // Errors only: warnings about graph clean-up would be printed on every start.
    logSeverityLevel: 3,
  };
  return typeof model === 'string'
    ? InferenceSession.create(model, options)
    : InferenceSession.create(model, options);
}

/** The float32 numbers of a named output. */
export function floats(outputs: InferenceSession.OnnxValueMapType, name: string): Float32Array {
  const data = outputs[name]?.data;
  if (!(data instanceof Float32Array)) throw new Error(`Output "${name}" is not float32.`);
  return data;
}
