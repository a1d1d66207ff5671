import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Which program computes results: what another version of it kept is not ours to use. */
export function engineDigest(): string {
  const own = fileURLToPath(import.meta.url);
  return digestOf([own, ...programFiles(own)]);
}

/** The same for what every program of ours computes alike: bundles are built together. */
export function buildDigest(): string {
  return digestOf(programFiles(fileURLToPath(import.meta.url)));
}

function programFiles(own: string): string[] {
  if (!own.endsWith('.ts')) return [join(dirname(own), 'programs.cjs')];
  const root = join(dirname(own), '../../..');
  return ['language/src', 'server/src'].flatMap((folder) => filesBelow(join(root, folder)));
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
