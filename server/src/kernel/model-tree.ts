import { shippedPath } from '../shipped-files.ts';

/** The modelled kernel that ships with the product. */
export function modelTree(): string {
  return shippedPath('emulator/kernel');
}
