/**
 * What the thread that runs a check and its workers say to each other. Files are named by their path
 * below the tree.
 */

import type { MemdescModel } from '../memdesc/memdesc.ts';
import type { Overlay } from '../profile/overlay.ts';
import type { ProfileRequest } from '../profile/profile-request.ts';
import type { CheckFinding } from './finding-record.ts';

/** What a worker is started with. */
export interface WorkerSetup {
  readonly profile: ProfileRequest;
  readonly overlay: Overlay;
}

/** One unit to read, and the files of it to look at. */
export interface UnitTask {
  readonly id: number;
  readonly main: string;
  readonly files: readonly string[];
  /** Accesses in code that the configuration leaves out are wanted as well. */
  readonly inactive?: boolean;
}

/** A file by its content, as a unit read it. */
export interface FileState {
  /** Absolute path. */
  readonly path: string;
  /** -1 when the time says nothing: the file changed just now, or only exists in memory. */
  readonly mtimeMs: number;
  readonly sizeBytes: number;
  readonly hash: string;
}

/** One typed access, for the census. */
export interface AccessRecord {
  readonly line: number;
  readonly col: number;
  readonly field: string;
  readonly record: string;
  readonly arrow: boolean;
  readonly kind: string;
}

/** A function that takes a struct page and only passes its memdesc on. */
export interface WrapperRecord {
  readonly name: string;
  readonly line: number;
}

/** What is known of one file. */
export interface FileResult {
  readonly file: string;
  /** The unit that it was read in. */
  readonly main: string;
  /** False when the profile does not build the unit, or the unit could not be read completely. */
  readonly exact: boolean;
  readonly findings: readonly CheckFinding[];
  readonly accesses: readonly AccessRecord[];
  /** Those in code that the configuration leaves out; undefined when there may be some, not looked for. */
  readonly inactive?: readonly AccessRecord[];
  readonly wrappers: readonly WrapperRecord[];
}

/** What reading one unit gave. */
export interface UnitResult {
  readonly id: number;
  readonly main: string;
  readonly results: readonly FileResult[];
  /** Files of the task that the unit does not include. */
  readonly notRead: readonly string[];
  /** Every file that the unit read, by its number in this worker. */
  readonly read: readonly number[];
  /** Files that got their number with this unit. */
  readonly states: readonly (FileState & { readonly number: number })[];
  /** Headers that were not found, as they are written: a file that appears may change the result. */
  readonly missing: readonly string[];
  /** What other architectures do, where a finding may hang on it; see peerDigest(). */
  readonly peers?: string | undefined;
  /** Why the unit could not be read at all, or which rule failed: one line. */
  readonly failure: string | undefined;
}

export type ToWorker =
  /** To search files (below the tree) for memdescs. */
  | { readonly kind: 'discover'; readonly files: readonly string[] }
  | { readonly kind: 'model'; readonly model: MemdescModel | undefined }
  | { readonly kind: 'unit'; readonly task: UnitTask };

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'discovered'; readonly model: MemdescModel | undefined }
  | { readonly kind: 'unit'; readonly result: UnitResult; readonly makefiles: readonly FileState[] }
  /** A file is not read: one line. */
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string };
