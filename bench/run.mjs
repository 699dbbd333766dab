#!/usr/bin/env node
// Entry of `npm run bench <name>`: runs bench/<name>.ts with the remaining arguments.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { register } from 'tsx/esm/api';

const [name = '', ...args] = process.argv.slice(2);
const file = new URL(`./${name}.ts`, import.meta.url);
if (!/^[a-z]+$/.test(name) || !existsSync(file)) {
  process.stderr.write('Say what to measure: npm run bench mining. See bench/*.md.\n');
  process.exit(2);
}
process.env.TSX_TSCONFIG_PATH ??= fileURLToPath(new URL('../tsconfig.json', import.meta.url));
register();
const { main } = await import(file.href);
process.exitCode = await main(args);
