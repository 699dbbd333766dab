/** Who can open an address at all: a link that begins with one of these leads strangers nowhere. */
export type LinkReach = 'this-machine' | 'this-network' | 'everybody';

/** `hostname` as a URL has it: IPv4 in plain decimal, IPv6 in brackets. */
export function linkReach(hostname: string): LinkReach {
  const host = hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
  if (host === 'localhost' || host.endsWith('.localhost')) return 'this-machine';
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(host);
  if (mapped) return reachOfV4(fourOf(mapped[1]!, mapped[2]!));
  if (host.includes(':')) return reachOfV6(host);
  const four = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(host);
  if (four) return reachOfV4(four.slice(1).map(Number));
  // A bare name and these ends are names of a local network only (RFC 6762, RFC 8375, ICANN 2024).
  const local = !host.includes('.') || /\.(local|internal|lan|home\.arpa)$/.test(host);
  return local ? 'this-network' : 'everybody';
}

/** The ranges of RFC 1122, 1918, 3927 and 6598. */
function reachOfV4([a = 0, b = 0]: readonly number[]): LinkReach {
  if (a === 127 || a === 0) return 'this-machine';
  const near =
    a === 10 ||
    (a === 172 && b >= 16 && b <= 31) ||
    (a === 192 && b === 168) ||
    (a === 169 && b === 254) ||
    (a === 100 && b >= 64 && b <= 127);
  return near ? 'this-network' : 'everybody';
}

/** Unique local fc00::/7 (RFC 4193) and link-local fe80::/10 (RFC 4291). */
function reachOfV6(host: string): LinkReach {
  if (host === '::1' || host === '::') return 'this-machine';
  return /^(f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]):/.test(host) ? 'this-network' : 'everybody';
}

const fourOf = (high: string, low: string): number[] =>
  [high, low].flatMap((part) => [parseInt(part, 16) >> 8, parseInt(part, 16) & 255]);
