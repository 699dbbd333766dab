import manifest from '@/package.json';

/** Version of this software, stored with everything that it measures. */
export const version: string = manifest.version;
