#!/usr/bin/env node
// Entry of `npm run miniature:verify`, which cannot be TypeScript on Node 20.
import { fileURLToPath } from 'node:url';
import { register } from 'tsx/esm/api';

process.env.TSX_TSCONFIG_PATH ??= fileURLToPath(new URL('../../tsconfig.json', import.meta.url));
register();
await import('./verify-command.ts');
