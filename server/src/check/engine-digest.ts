import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Which program computes results: what another version of it kept is not ours to use. */
export function engineDigest(): string {
  const own = fileURLToPath(import.meta.url);
  if (!own.endsWith('.ts')) return digestOf([own, join(dirname(own), 'check-worker.cjs')]);
  const root = join(dirname(own), '../../..');
  return digestOf(
    ['language/src', 'server/src'].flatMap((folder) => filesBelow(join(root, folder))),
  );
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function digestOf(files: readonly string[]): string {
  const hash = createHash('sha1');
  for (const file of files) {
    const stats = statSync(file, { throwIfNoEntry: false });
    hash.update(`${file} ${stats?.size} ${stats?.mtimeMs}\n`);
  }
  return hash.digest('base64').slice(0, 16);
}
