import type { Kind } from './scalar-kind.ts';

/** Default argument promotions, C11 6.5.2.2p6, by kind. */
export function defaultPromotion(kind: Kind): Kind {
  switch (kind) {
    case 'bool':
    case 'i8':
    case 'u8':
    case 'i16':
    case 'u16':
      return 'i32';
    case 'f32':
      return 'f64';
    default:
      return kind;
  }
}
