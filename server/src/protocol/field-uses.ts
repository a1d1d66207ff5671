/** The uses of a field all over the tree. */
import type { NamePlace } from './place.ts';

/** Asks where a field that a position names is used, over the whole tree. */
export const FIELD_USES_REQUEST = 'ptdesc/fieldUses';

export interface FieldUsesParams {
  readonly uri: string;
  /** From 0, in UTF-16, as the protocol counts. */
  readonly line: number;
  readonly character: number;
}

/** One use of the field. */
export interface FieldUse extends NamePlace {
  /** "read", "write", "address", … */
  readonly kind: string;
  /** False where the profile does not build the file, or does not read all of it. */
  readonly exact: boolean;
  /** False in code that the configuration leaves out. */
  readonly active: boolean;
}

/** The answer to {@link FIELD_USES_REQUEST}. */
export interface FieldUses {
  /** "struct page.lru" */
  readonly field: string;
  readonly uses: readonly FieldUse[];
  /** False when someone cancelled it. */
  readonly completed: boolean;
}
