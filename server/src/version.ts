import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The product's version, from the package.json beside `dist/` or at the root of the source. */
export function productVersion(): string {
  const folders = ['..', '../..'].map((up) => new URL(`${up}/package.json`, import.meta.url));
  const file = folders.map((url) => fileURLToPath(url)).find((path) => existsSync(path));
  return file === undefined ? '0.0.0' : (JSON.parse(readFileSync(file, 'utf8')).version ?? '0.0.0');
}
