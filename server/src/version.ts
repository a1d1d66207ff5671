import { readFileSync } from 'node:fs';
import { shippedPathIfThere } from './shipped-files.ts';

/** The product's version, from its package.json. */
export function productVersion(): string {
  const file = shippedPathIfThere('package.json');
  return file === undefined ? '0.0.0' : (JSON.parse(readFileSync(file, 'utf8')).version ?? '0.0.0');
}
