/** The modelled kernel as it was before struct ptdesc: the files that the series changed, as they stood. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readBytes } from '../files/regular-file.ts';
import { shippedPath } from '../shipped-files.ts';

/** Texts in place of files of a modelled tree, by absolute path. */
export function filesBefore(tree: string): Map<string, Uint8Array> {
  const files = [...pathsBefore(tree)].flatMap(([path, own]): [string, Uint8Array][] => {
    const bytes = readBytes(own, 'file of the product');
    return bytes === undefined ? [] : [[path, bytes]];
  });
  return new Map(files);
}

/** Where each of those texts really stands: absolute paths, by those that they take the place of. */
export function pathsBefore(tree: string): Map<string, string> {
  const folder = shippedPath('emulator/before');
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name).slice(folder.length + 1)] : [],
  );
  return new Map(paths.map((path) => [join(tree, path), join(folder, path)]));
}
