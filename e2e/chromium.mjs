/** Finds a Chromium for the browser tests; installs Debian's where that is allowed. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** @returns {string | null} The path of an executable Chromium or Chrome. */
export function findChromium() {
  for (const variable of ['CHROMIUM_PATH', 'PLAYWRIGHT_CHROMIUM_PATH']) {
    const path = process.env[variable];
    if (!path) continue;
    if (existsSync(path)) return path;
    throw new Error(`${variable} is ${path}, and there is no such file.`);
  }
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of NAMES) {
      if (folder && existsSync(join(folder, name))) return join(folder, name);
    }
  }
  const own = chromium.executablePath();
  return own && existsSync(own) ? own : null;
}

const ok = (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/**
 * As findChromium, and else installs it with apt-get: as root, or with sudo that asks no password
 * when CI=true or BLINDPAIR_INSTALL_CHROMIUM=1.
 *
 * @returns {string | null}
 */
export function findOrInstallChromium() {
  const found = findChromium();
  if (found) return found;
  const root = process.getuid?.() === 0;
  const asked = process.env.CI === 'true' || process.env.BLINDPAIR_INSTALL_CHROMIUM === '1';
  if (!ok('apt-get', ['--version'])) return null;
  if (!root && !(asked && ok('sudo', ['-n', 'true']))) return null;
  console.log('No Chromium found; installing the one of this system with apt-get.');
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    const [command, rest] = root ? ['apt-get', args] : ['sudo', ['-n', 'apt-get', ...args]];
    const { status } = spawnSync(command, rest, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    if (status !== 0) return null;
  }
  return findChromium();
}
