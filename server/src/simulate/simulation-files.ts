import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A folder of the emulator that ships: beside `dist/` in a bundle, else in the repository. */
function emulatorFolder(name: string): string {
  const bundled = fileURLToPath(new URL(`../emulator/src/${name}`, import.meta.url));
  if (existsSync(bundled)) return bundled;
  return fileURLToPath(new URL(`../../../emulator/src/${name}`, import.meta.url));
}

/** Where the scenarios' C files are. */
export function scenarioFolder(): string {
  return emulatorFolder('scenarios');
}

/** The scenarios' files, those that others build on first. */
export function scenarioFiles(): string[] {
  const folder = scenarioFolder();
  const names = readdirSync(folder).filter((name) => name.endsWith('.c'));
  const rank = (name: string) => (name === 'tree.c' ? 0 : 1);
  names.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return names.map((name) => join(folder, name));
}

/** Where the boundaries' C files are. */
export function boundaryFolder(): string {
  return emulatorFolder('boundary');
}

/** The boundaries of a kind of tree, with those that every tree has. */
export function boundaryFiles(kind: 'model' | 'linux'): string[] {
  const folder = boundaryFolder();
  const own = join(folder, kind);
  return [...cFiles(own), ...cFiles(folder)];
}

function cFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.c'));
  return names.sort().map((name) => join(folder, name));
}
