import module from 'node:module';
import { join } from 'node:path';
import { cacheFolder, isOurs, makeFolder } from '../cache/cache-folder.ts';

/** Long after the first hovers, when most of what a server does has been compiled. */
const FLUSH_AFTER_MS = 60_000;

/** Of newer versions of Node.js than the oldest that this runs on. */
interface CompileCache {
  enableCompileCache?(folder: string): unknown;
  flushCompileCache?(): void;
}

/**
 * Keeps what V8 compiles of this program in the user's cache folder, so that later starts need not
 * compile it again: about a twentieth of what a first hover takes. Node.js checks that the code
 * belongs to the program's text and to its own version. It is kept when the server ends, and once
 * before: an editor may kill it. Without a cache folder, and before Node.js 22.1, nothing happens.
 */
export function keepCompiledCode(): void {
  const folder = cacheFolder();
  const { enableCompileCache, flushCompileCache } = module as CompileCache;
  if (folder === undefined || enableCompileCache === undefined) return;
  const compiled = join(folder, 'compiled');
  try {
    makeFolder(folder);
    makeFolder(compiled);
  } catch {
    return;
  }
  // Code that others could have put there would be run.
  if (!isOurs(folder) || !isOurs(compiled)) return;
  enableCompileCache(compiled);
  if (flushCompileCache !== undefined) setTimeout(flushCompileCache, FLUSH_AFTER_MS).unref();
}
