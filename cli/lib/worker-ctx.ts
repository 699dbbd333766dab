import { env } from '@/lib/infra/env';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import type { Instance } from './open';

/** Adds encoders to a ctx. Loaded only where jobs run, since the runtime is heavy. */
export async function openWorkerCtx(
  instance: Instance,
): Promise<{ ctx: WorkerCtx; close: () => Promise<void> }> {
  const { ENCODER_THREADS, BLINDPAIR_EXECUTION_PROVIDER: provider } = env();
  const [{ installedEncoders }, { EncoderPool }, { assertProvider }] = await Promise.all([
    import('@/lib/infra/encoders/installed'),
    import('@/lib/infra/encoders/pool'),
    import('@/lib/infra/encoders/ort'),
  ]);
  assertProvider(provider);
  const encoders = installedEncoders();
  const pool = new EncoderPool({
    registry: encoders,
    provider,
    ...(ENCODER_THREADS ? { threads: ENCODER_THREADS } : {}),
  });
  return { ctx: { ...instance.ctx, encoders, pool }, close: () => pool.close() };
}
