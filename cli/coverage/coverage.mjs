#!/usr/bin/env node
// Entry of `npm run simulate:coverage` and of its threads, which cannot be TypeScript on Node 20.
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

process.env.TSX_TSCONFIG_PATH ??= fileURLToPath(new URL('../../tsconfig.json', import.meta.url));
register();
await import(isMainThread ? './coverage-command.ts' : './coverage-thread.ts');
