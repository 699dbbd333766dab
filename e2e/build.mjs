/** The production build as the command line makes it, so that `blindpair up` need not repeat it. */
import { fileURLToPath } from 'node:url';

process.env.TSX_TSCONFIG_PATH ??= fileURLToPath(new URL('../tsconfig.json', import.meta.url));
process.env.BLINDPAIR_ROOT ??= fileURLToPath(new URL('..', import.meta.url));
const { register } = await import('tsx/esm/api');
register();
const [{ ensureBuild }, { stopSignal }] = await Promise.all([
  import('../cli/lib/build.ts'),
  import('../cli/lib/signals.ts'),
]);
await ensureBuild(stopSignal());
