/** Layouts of all architectures, side by side, and the panel that shows them. */
import type { ProfileChoice, ProfileParams } from './profile.ts';

/** Asks for the layouts of every architecture of a document's tree, or the workspace's. */
export const MATRIX_REQUEST = 'ptdesc/matrix';

export interface MatrixParams extends ProfileParams {
  /** Names of configurations, or `CONFIG_X=y`; empty: the default ones. */
  readonly configs: readonly string[];
}

/** One profile. */
export interface MatrixLine {
  readonly arch: string;
  readonly config: string;
  /** Why there is nothing to say; null when there is. */
  readonly problem: string | null;
  /** In bytes, by the number of the record; null where the profile does not have it. */
  readonly sizes: readonly (number | null)[];
  readonly holding: number;
  readonly notCompiled: number;
  /** One line each: assertions that do not hold, with the two offsets. */
  readonly failing: readonly string[];
  readonly choice: ProfileChoice;
}

/** The answer to {@link MATRIX_REQUEST}. */
export interface MatrixView {
  /** `Linux 6.12.5` */
  readonly kernel: string;
  /** struct page first. */
  readonly records: readonly string[];
  readonly lines: readonly MatrixLine[];
}

/** What the panel tells its webview. */
export type ToMatrixMessage =
  | { readonly type: 'show'; readonly view: MatrixView }
  /** One line for people: what goes on, or why there is nothing to show. */
  | { readonly type: 'explain'; readonly reason: string };

/** What the webview tells the panel. */
export type FromMatrixMessage =
  | { readonly type: 'ready' }
  /** The number of a line of the view that was shown last. */
  | { readonly type: 'openProfile'; readonly line: number };
