import { createServer } from 'node:net';
import { AppError } from '@/lib/domain/errors';
import { env, overrideEnv } from '@/lib/infra/env';
import { keepRunning, type Child } from './children';
import { removeRunFile, writeRunFile, type Instance } from './open';
import { instanceSecret } from './secrets';

export interface Served {
  url: string;
  stop(): Promise<void>;
}

export interface ServeOptions {
  port: number;
  host: string;
  dev?: boolean;
  worker?: boolean;
}

/** Secrets and addresses that the web server needs. Throws with what to set where production lacks one. */
export async function prepareServing(instance: Instance, options: ServeOptions): Promise<string> {
  const given = env();
  if (!given.NEXTAUTH_SECRET) {
    if (!instance.embedded && !options.dev) {
      throw new AppError(
        'unavailable',
        'NEXTAUTH_SECRET is not set. Production does not start without one. Make one with `openssl rand -base64 48` and set it in the environment.',
      );
    }
    overrideEnv({ NEXTAUTH_SECRET: await instanceSecret(instance.dataDir) });
  }
  const shown = options.host === '0.0.0.0' ? '127.0.0.1' : options.host;
  const url = given.NEXTAUTH_URL ?? `http://${shown}:${options.port}`;
  overrideEnv({ NEXTAUTH_URL: url });
  return url;
}

export function startWorkerChild(instance: Instance): Child {
  return keepRunning({
    args: ['worker', ...(instance.embedded ? ['--sole'] : [])],
    env: { DATABASE_URL: instance.databaseUrl },
  });
}

/** Web server (and worker, unless one runs already) on an open instance. */
export async function serve(
  instance: Instance,
  options: ServeOptions,
  worker?: Child,
): Promise<Served> {
  const url = await prepareServing(instance, options);
  await refuseTakenPort(options.host, options.port);
  const children: Child[] = [];
  if (worker) children.push(worker);
  else if (options.worker !== false) children.push(startWorkerChild(instance));
  const web = keepRunning({
    args: [
      'web',
      '--port',
      String(options.port),
      '--host',
      options.host,
      ...(options.dev ? ['--dev'] : []),
    ],
    env: {
      DATABASE_URL: instance.databaseUrl,
      NODE_ENV: options.dev ? 'development' : 'production',
    },
  });
  children.push(web);
  const stop = async (): Promise<void> => {
    await removeRunFile(instance.dataDir);
    // The web server first: it hands out no new work, then the worker gives back what it has.
    for (const child of children.reverse()) await child.stop();
  };
  try {
    await Promise.all(children.map((child) => child.ready));
  } catch (error) {
    await stop();
    throw error;
  }
  await writeRunFile(instance.dataDir, { pid: process.pid, databaseUrl: instance.databaseUrl });
  return { url, stop };
}

export async function refuseTakenPort(host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', () =>
      reject(
        new AppError(
          'unavailable',
          `Port ${port} is taken by another program. Choose another one with --port.`,
        ),
      ),
    );
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
