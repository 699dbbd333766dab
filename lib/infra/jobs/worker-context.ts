import type { Ctx } from '../context';
import type { EncoderPool } from '../encoders/pool';
import type { EncoderRegistry } from '../encoders/registry';

/** The ctx of a job: encoders live in the worker process only, so that the web server never blocks. */
export interface WorkerCtx extends Ctx {
  encoders: EncoderRegistry;
  pool: EncoderPool;
}
