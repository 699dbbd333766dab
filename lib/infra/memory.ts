import { totalmem } from 'node:os';

/** Bytes that this process may use: the machine's, or what its container was given. */
export const machineMemory = (): number =>
  Math.min(totalmem(), process.constrainedMemory() || Infinity);
