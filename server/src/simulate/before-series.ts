/** The modelled kernel as it was before struct ptdesc: the files that the series changed, as they stood. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where those files are, laid out like the tree: beside `dist/` in a bundle, else in the repository. */
function folderBefore(): string {
  const bundled = fileURLToPath(new URL('../emulator/before', import.meta.url));
  if (existsSync(bundled)) return bundled;
  return fileURLToPath(new URL('../../../emulator/before', import.meta.url));
}

/** Texts in place of files of a modelled tree, by absolute path. */
export function filesBefore(tree: string): Map<string, Uint8Array> {
  return new Map([...pathsBefore(tree)].map(([path, own]) => [path, readFileSync(own)]));
}

/** Where each of those texts really stands: absolute paths, by those that they take the place of. */
export function pathsBefore(tree: string): Map<string, string> {
  const folder = folderBefore();
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name).slice(folder.length + 1)] : [],
  );
  return new Map(paths.map((path) => [join(tree, path), join(folder, path)]));
}
