/** The only file that imports onnxruntime-node. */
import { InferenceSession, listSupportedBackends, Tensor } from 'onnxruntime-node';
import { AppError } from '@/lib/domain/errors';
import type { ExecutionProvider } from '@/lib/domain/execution-provider';

export { Tensor };
export type Session = InferenceSession;

export interface SessionChoice {
  /** Inside one operator; 0 lets onnxruntime take one per core. Results do not depend on it. */
  threads?: number;
  provider?: ExecutionProvider;
  /** How much onnxruntime rewrites the graph; by default all it knows. */
  rewriting?: 'disabled' | 'basic' | 'extended' | 'all';
  /** Folder of the weights that a graph given as bytes has in other files. */
  dataFolder?: string;
}

/** Throws `unavailable` where this machine's onnxruntime was built without it. */
export function assertProvider(provider: ExecutionProvider): void {
  const known = listSupportedBackends().map(({ name }) => name);
  if (known.includes(provider)) return;
  throw new AppError(
    'unavailable',
    `BLINDPAIR_EXECUTION_PROVIDER asks for "${provider}", but onnxruntime on this machine has only ${known.join(', ')}. Nothing was computed. Choose one of these, or leave the variable empty for the CPU.`,
    { key: 'providerUnknown', params: { provider, known: known.join(', ') } },
  );
}

/** From the bytes of a graph, or from its path where its weights lie in files beside it. */
export async function openSession(
  model: Uint8Array | string,
  { threads = 1, provider = 'cpu', rewriting = 'all', dataFolder }: SessionChoice = {},
): Promise<Session> {
  assertProvider(provider);
  const options: InferenceSession.SessionOptions = {
    executionProviders: [provider],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: rewriting,
    // Errors are thrown, and said by whoever catches them; warnings would be printed on every start.
    logSeverityLevel: 4,
    // onnxruntime_session_options_config_keys.h
    ...(dataFolder !== undefined && {
      extra: { session: { model_external_initializers_file_folder_path: dataFolder } },
    }),
  };
  try {
    return typeof model === 'string'
      ? await InferenceSession.create(model, options)
      : await InferenceSession.create(model, options);
  } catch (error) {
    if (provider === 'cpu') throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError(
      'unavailable',
      `The execution provider "${provider}" cannot be used on this machine: ${reason.replace(/\.?\s*$/, '.')} Nothing was computed. Install what it needs, or leave BLINDPAIR_EXECUTION_PROVIDER empty for the CPU.`,
      { key: 'providerUnusable', params: { provider, reason }, cause: error },
    );
  }
}

/** The float32 numbers of a named output. */
export function floats(outputs: InferenceSession.OnnxValueMapType, name: string): Float32Array {
  const data = outputs[name]?.data;
  if (!(data instanceof Float32Array)) throw new Error(`Output "${name}" is not float32.`);
  return data;
}
