import { env } from '@/lib/infra/env';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import type { Instance } from './open';

/** Adds encoders to a ctx. Loaded only where jobs run, since the runtime is heavy. */
export async function openWorkerCtx(
  instance: Instance,
): Promise<{ ctx: WorkerCtx; close: () => Promise<void> }> {
  const [{ installedEncoders }, { EncoderPool }] = await Promise.all([
    import('@/lib/infra/encoders/installed'),
    import('@/lib/infra/encoders/pool'),
  ]);
  const { ENCODER_THREADS } = env();
  const encoders = installedEncoders();
  const pool = new EncoderPool({
    registry: encoders,
    ...(ENCODER_THREADS ? { threads: ENCODER_THREADS } : {}),
  });
  return { ctx: { ...instance.ctx, encoders, pool }, close: () => pool.close() };
}
