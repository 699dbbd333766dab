// Entry of a contestant's process, which cannot be TypeScript on Node 20.
import { register } from 'tsx/esm/api';

register();
await import('./contestant.ts');
