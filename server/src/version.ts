import { readText } from './files/regular-file.ts';
import { shippedPathIfThere } from './shipped-files.ts';

/** The product's version, from its package.json. */
export function productVersion(): string {
  const file = shippedPathIfThere('package.json');
  const text = file && readText(file, 'file of the product');
  return text ? (JSON.parse(text).version ?? '0.0.0') : '0.0.0';
}
