/**
 * The threads and processes that the server and the command line start, in one bundle: most of their
 * code is the same. Each has a file of its own beside it that asks for one of these by its name.
 */
export const programs = {
  'architecture-worker': () => import('./architecture-worker.ts'),
  'check-process': () => import('./check-process.ts'),
  'check-worker': () => import('./check-worker.ts'),
  'config-worker': () => import('./config-worker.ts'),
  'matrix-worker': () => import('./matrix-worker.ts'),
  'search-process': () => import('./search-process.ts'),
  'simulate-worker': () => import('./simulate-worker.ts'),
};
