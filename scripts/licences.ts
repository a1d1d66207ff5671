import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

/** Licences that may be combined with GPL-2.0-only in one bundle. Apache-2.0 may not. */
export const ACCEPTED_LICENCES: ReadonlySet<string> = new Set([
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
]);

/** A package of which something is inside a bundle. */
export interface BundledPackage {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly licence: string;
}

/** The packages that esbuild took something from, sorted by folder. */
export function bundledPackages(metafiles: readonly Metafile[]): BundledPackage[] {
  const folders = new Set<string>();
  for (const metafile of metafiles)
    for (const input of Object.keys(metafile.inputs)) {
      const folder = packageFolder(input);
      if (folder !== undefined) folders.add(folder);
    }
  return [...folders].sort().map(describePackage);
}

/**
 * The licence texts of everything bundled, which those licences ask us to pass on.
 * Throws when a package has a licence that is not in {@link ACCEPTED_LICENCES}, or no text of it.
 */
export function thirdPartyNotices(metafiles: readonly Metafile[]): string {
  return bundledPackages(metafiles).map(notice).join('\n');
}

function notice(bundled: BundledPackage): string {
  if (!ACCEPTED_LICENCES.has(bundled.licence))
    throw new Error(`${bundled.name} has the licence ${bundled.licence}: it must not be bundled.`);
  const title = `${bundled.name} ${bundled.version} (${bundled.licence})`;
  return `${title}\n${'='.repeat(title.length)}\n${licenceText(bundled)}\n`;
}

/** The package folder of a bundled file; undefined for our own files. Packages may be nested. */
function packageFolder(input: string): string | undefined {
  const marker = 'node_modules/';
  const start = input.lastIndexOf(marker);
  if (start < 0) return undefined;
  const parts = input.slice(start + marker.length).split('/');
  const name = parts[0]?.startsWith('@') ? `${parts[0]}/${parts[1]}` : parts[0];
  return `${input.slice(0, start)}${marker}${name}`;
}

function describePackage(folder: string): BundledPackage {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return {
    folder,
    name: manifest.name,
    version: manifest.version,
    licence: String(manifest.license),
  };
}

function licenceText({ folder, name }: BundledPackage): string {
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)(\.|$)/i.test(entry));
  if (file === undefined || !existsSync(join(folder, file)))
    throw new Error(`${name} has no licence text to pass on.`);
  return readFileSync(join(folder, file), 'utf8').trim();
}
