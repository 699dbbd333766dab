import { freePort, startInstance } from './instance';
import { makeWorld } from './support/world';

/** One production instance for all specs. What it leaves behind when it stops is a failure. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  // No test asks the real hub. Nothing answers here until one starts a hub of its own.
  process.env.HF_ENDPOINT = `http://127.0.0.1:${await freePort()}`;
  // Nor a real model: it may be asked for suggestions once a project allows it and a test starts one here.
  process.env.ASSIST_URL = `http://127.0.0.1:${await freePort()}/v1`;
  process.env.ASSIST_MODEL = 'test-vision';
  const instance = await startInstance();
  process.env.E2E_DATA = instance.dataDir;
  try {
    await makeWorld(instance.url, instance.dataDir);
  } catch (error) {
    // Playwright takes down only what was set up whole.
    await instance.stop();
    throw error;
  }
  return () => instance.stop();
}
