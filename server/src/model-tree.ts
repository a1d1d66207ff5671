import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * The modelled kernel that ships with the product: beside `dist/` when this runs from a bundle, and
 * two folders up when it runs from its source.
 */
export function modelTree(): string {
  const bundled = fileURLToPath(new URL('../emulator/kernel', import.meta.url));
  if (existsSync(bundled)) return bundled;
  return fileURLToPath(new URL('../../emulator/kernel', import.meta.url));
}
