import { createServer } from 'node:http';
import { Command } from 'commander';
import { env } from '@/lib/infra/env';
import { settleForwarded } from '../lib/forwarded';
import { port } from '../lib/options';
import { stopSignal, untilStopped } from '../lib/signals';

/** How long open requests (a download, an upload) may take to end after SIGTERM. */
const DRAIN_MS = 10_000;

/** Started by `up`; hidden, since alone it has neither database nor worker. */
export const webCommand = (): Command =>
  new Command('web')
    .option('--port <n>', 'port', port, 3000)
    .option('--host <address>', 'address', '127.0.0.1')
    .option('--dev', 'development server with hot reload')
    .action(async (options: { port: number; host: string; dev?: boolean }) => {
      const signal = stopSignal();
      const { default: next } = await import('next');
      const app = next({
        dev: options.dev ?? false,
        dir: env().BLINDPAIR_ROOT,
        hostname: options.host,
        port: options.port,
      });
      await app.prepare();
      const handle = app.getRequestHandler();
      const trustProxy = env().TRUST_PROXY === '1';
      const server = createServer((request, response) => {
        settleForwarded(request, trustProxy);
        void handle(request, response);
      });
      // Uploads of large archives take longer than Node's five minutes.
      server.requestTimeout = 0;
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(options.port, options.host, resolve);
      });
      process.send?.('ready');
      await untilStopped(signal);
      const drained = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const late = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
      await drained;
      clearTimeout(late);
      await app.close();
      process.exit(0);
    });
