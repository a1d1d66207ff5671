/** Page dumps. */
import type { ProfileParams } from './profile.ts';

/** Decodes a page dump, or the bytes of a struct page, under a profile. */
export const DECODE_REQUEST = 'ptdesc/decode';

export interface DecodeParams extends ProfileParams {
  readonly text: string;
}

/** The answer to {@link DECODE_REQUEST}. */
export interface DecodedText {
  /** What `ptdesc decode` prints. */
  readonly text: string;
}
