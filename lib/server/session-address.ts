import { BlockList, isIPv6 } from 'node:net';

/**
 * The caller's address, for throttling; null where it is not known, and then the limit per account
 * holds. The web server's entry (cli/lib/forwarded.ts) has put what it saw itself at the end of
 * X-Forwarded-For, or left what a trusted proxy wrote there: everything before is the caller's claim.
 * Without a trusted proxy a private address is most often a gateway's: of containers, or of a proxy
 * that nobody has said to trust. It speaks for everybody, so counting it would lock everybody out.
 */
export function callerAddress(
  header: string | null | undefined,
  trustProxy: boolean,
): string | null {
  const last = header?.split(',').at(-1)?.trim();
  if (!last || isLoopback(last) || (!trustProxy && isPrivate(last))) return null;
  return isIPv6(last) ? network(last) : last;
}

/** This machine, or a proxy on it that nobody has said to trust: it speaks for everybody. */
const isLoopback = (address: string): boolean =>
  address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.');

const PRIVATE = new BlockList();
// RFC 1918, RFC 6598 (shared by carriers and clouds), RFC 3927; RFC 4193, RFC 4291.
PRIVATE.addSubnet('10.0.0.0', 8);
PRIVATE.addSubnet('172.16.0.0', 12);
PRIVATE.addSubnet('192.168.0.0', 16);
PRIVATE.addSubnet('100.64.0.0', 10);
PRIVATE.addSubnet('169.254.0.0', 16);
PRIVATE.addSubnet('fc00::', 7, 'ipv6');
PRIVATE.addSubnet('fe80::', 10, 'ipv6');

function isPrivate(address: string): boolean {
  const plain = address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
  return PRIVATE.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
}

/** One line gets a /64 of IPv6 (RFC 6177), so its 2^64 addresses are one caller. */
function network(address: string): string {
  if (address.startsWith('::ffff:')) return address.slice('::ffff:'.length);
  const [head = '', tail = ''] = address.split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail.split(':').filter(Boolean);
  const zeros = address.includes('::') ? 8 - left.length - right.length : 0;
  const groups = [...left, ...Array<string>(zeros).fill('0'), ...right].slice(0, 4);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}
