/** Hosts of a network of their own: network namespaces on one bridge. Linux, root. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ip = (...args: string[]) => run('ip', args);

export interface Network {
  /** Where the bridge is, and whatever serves the others. */
  hub: Host;
  hosts: Host[];
  /** Removes all of it, addresses and links included. */
  close(): Promise<void>;
}

export interface Host {
  name: string;
  address: string;
  /** A command that runs `command` on this host. */
  on(command: readonly string[]): string[];
}

/** Nobody outside of the namespaces sees these addresses. */
const addressOf = (k: number): string => `10.83.0.${k + 1}`;

export async function openNetwork(count: number): Promise<Network> {
  const name = (k: number): string => `bp${process.pid}-${k}`;
  const host = (k: number): Host => ({
    name: name(k),
    address: addressOf(k),
    on: (command) => ['ip', 'netns', 'exec', name(k), ...command],
  });
  const made: string[] = [];
  const close = async (): Promise<void> => {
    // Links go with their namespace.
    for (const namespace of made.splice(0)) {
      await ip('netns', 'delete', namespace).catch(() => undefined);
    }
  };
  try {
    for (let k = 0; k <= count; k += 1) {
      await ip('netns', 'add', name(k));
      made.push(name(k));
      await ip('-n', name(k), 'link', 'set', 'lo', 'up');
    }
    const hub = name(0);
    await ip('-n', hub, 'link', 'add', 'bridge', 'type', 'bridge');
    await ip('-n', hub, 'addr', 'add', `${addressOf(0)}/24`, 'dev', 'bridge');
    await ip('-n', hub, 'link', 'set', 'bridge', 'up');
    for (let k = 1; k <= count; k += 1) {
      const cable = ['link', 'add', `host${k}`, 'type', 'veth', 'peer', 'name', 'eth0'];
      await ip('-n', hub, ...cable, 'netns', name(k));
      await ip('-n', hub, 'link', 'set', `host${k}`, 'master', 'bridge', 'up');
      await ip('-n', name(k), 'addr', 'add', `${addressOf(k)}/24`, 'dev', 'eth0');
      await ip('-n', name(k), 'link', 'set', 'eth0', 'up');
    }
    return { hub: host(0), hosts: Array.from({ length: count }, (_, k) => host(k + 1)), close };
  } catch (error) {
    await close();
    throw error;
  }
}
