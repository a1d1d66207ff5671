/**
 * Bundles everything that runs: the extension, the language server, the command line and the
 * webviews, into `dist/`. What tests need inside the editor goes to `out/`, which never ships.
 * Types are checked apart (`npm run typecheck`).
 *
 * `--watch` rebuilds on change; names of bundles (`npm run build -- overlay.js`) build only those.
 */
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type BuildOptions, build, context, type Metafile } from 'esbuild';
import { BUNDLES } from './bundles.ts';
import { thirdPartyNotices } from './licences.ts';

const COMMAND_LINE = 'dist/cli.js';

const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));

const isChosen = (options: BuildOptions) =>
  names.length === 0 || names.includes(basename(String(options.outfile)));

/** Bundles whose parts ship; the others are only for tests. */
const isShipped = (options: BuildOptions) => String(options.outfile).startsWith('dist/');

async function buildAll(): Promise<void> {
  const metafiles: Metafile[] = [];
  for (const options of BUNDLES.filter(isChosen)) {
    const { metafile } = await build({ ...options, metafile: true });
    if (isShipped(options)) metafiles.push(metafile);
  }
  if (existsSync(COMMAND_LINE)) chmodSync(COMMAND_LINE, 0o755);
  if (names.length > 0) return;
  removeStale(metafiles);
  writeNotices(metafiles);
}

/** What an earlier build left behind must not ship. It goes last: a failed build removes nothing. */
function removeStale(metafiles: readonly Metafile[]): void {
  const built = new Set(metafiles.flatMap(({ outputs }) => Object.keys(outputs)));
  for (const entry of readdirSync('dist', { recursive: true, withFileTypes: true })) {
    const path = `${entry.parentPath}/${entry.name}`;
    if (entry.isFile() && !built.has(path)) rmSync(path);
  }
}

/** Throws when something bundled has a licence that does not go with ours. */
function writeNotices(metafiles: readonly Metafile[]): void {
  writeFileSync('dist/THIRD-PARTY-NOTICES.txt', thirdPartyNotices(metafiles));
  mkdirSync('out', { recursive: true });
  writeFileSync('out/metafiles.json', JSON.stringify(metafiles));
}

async function watchAll(): Promise<void> {
  for (const options of BUNDLES.filter(isChosen)) {
    const watched = await context({ ...options, logLevel: 'info' });
    await watched.watch();
  }
}

if (process.argv.includes('--watch')) await watchAll();
else await buildAll();
