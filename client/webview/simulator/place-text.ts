import type { NamePlace } from '../../../server/src/protocol.ts';

/** "asm-generic/pgalloc.h:63": the last folder is enough beside the function's name. */
export function placeText(place: NamePlace | null): string {
  if (place === null) return '';
  return `${place.file.split(/[\\/]/).slice(-2).join('/')}:${place.line}`;
}
