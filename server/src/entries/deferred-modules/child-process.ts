/**
 * The functions of node:child_process that the server calls, for its bundle alone: reading that module
 * takes as long as a dozen hovers, and nothing calls it before the first one is answered.
 */
import { createRequire } from 'node:module';

type ChildProcess = typeof import('node:child_process');

const require = createRequire(import.meta.url);
const late = (): ChildProcess => require('node:child_process');

export const fork = ((...args: Parameters<ChildProcess['fork']>) =>
  late().fork(...args)) as ChildProcess['fork'];

export const spawnSync = ((...args: Parameters<ChildProcess['spawnSync']>) =>
  late().spawnSync(...args)) as ChildProcess['spawnSync'];
