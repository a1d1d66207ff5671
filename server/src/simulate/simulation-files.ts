import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { shippedPath } from '../shipped-files.ts';

/** Where the scenarios' C files are. */
export function scenarioFolder(): string {
  return shippedPath('emulator/src/scenarios');
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
  return shippedPath('emulator/src/boundary');
}

/** The boundaries of the modelled kernel, with those that every tree has. */
export function modelBoundaryFiles(): string[] {
  const folder = boundaryFolder();
  return [...cFiles(join(folder, 'model')), ...cFiles(folder)];
}

/** The boundaries of a real tree: what is its architecture's own (a folder of arch/) comes first. */
export function linuxBoundaryFiles(sourceArch: string): string[] {
  const folder = boundaryFolder();
  const own = join(folder, 'linux', 'arch', `${sourceArch}.c`);
  return [...(existsSync(own) ? [own] : []), ...cFiles(join(folder, 'linux')), ...cFiles(folder)];
}

function cFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.c'));
  return names.sort().map((name) => join(folder, name));
}
