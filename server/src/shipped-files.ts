/** Where what ships beside the code is: around `dist/` when this runs from a bundle, else in the repository. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The file that a process or a thread of ours starts with. */
export function entryFile(name: string): string {
  const isSource = import.meta.url.endsWith('.ts');
  return own(isSource ? `./entries/${name}.ts` : `./${name}.cjs`);
}

/** A file or folder by its path in the repository; undefined where it is not there. */
export function shippedPathIfThere(path: string): string | undefined {
  return [own(`../${path}`), own(`../../${path}`)].find((each) => existsSync(each));
}

/** The same for what is always there. */
export function shippedPath(path: string): string {
  return shippedPathIfThere(path) ?? own(`../../${path}`);
}

function own(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
