import type { IncomingMessage } from 'node:http';

const CLAIMS = ['x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port', 'forwarded'];

/**
 * Makes the forwarding headers true before anything reads them. Without a trusted proxy they are only
 * a caller's claims: they are dropped, and X-Forwarded-For becomes the address of the connection.
 */
export function settleForwarded(
  request: Pick<IncomingMessage, 'headers' | 'socket'>,
  trustProxy: boolean,
): void {
  if (trustProxy) return;
  for (const name of CLAIMS) delete request.headers[name];
  request.headers['x-forwarded-for'] = request.socket.remoteAddress ?? '';
}
