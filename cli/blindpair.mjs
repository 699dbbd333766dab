#!/usr/bin/env node
// Entry of the `blindpair` command: checks Node, then runs the TypeScript sources through tsx.
import { fileURLToPath } from 'node:url';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const supported =
  major >= 24 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19) || major === 23;
if (!supported) {
  console.error(
    `Blindpair needs Node 20.19, 22.12 or newer; this is ${process.versions.node}.\nInstall a newer Node from https://nodejs.org and run the command again.`,
  );
  process.exit(1);
}

// Sources use the alias `@/`; it must work from any folder and in worker threads.
process.env.TSX_TSCONFIG_PATH ??= fileURLToPath(new URL('../tsconfig.json', import.meta.url));
process.env.BLINDPAIR_ROOT ??= fileURLToPath(new URL('..', import.meta.url));
// A reader that has gone (a closed pipe) must not stop a shutdown half-way.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
const { register } = await import('tsx/esm/api');
register();
try {
  await import('./main.ts');
} catch (error) {
  // Settings are read while modules load; a wrong one is a sentence, too.
  if (error?.name !== 'AppError') throw error;
  console.error(error.message);
  process.exit(1);
}
