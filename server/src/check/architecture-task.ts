/** What the thread that runs a check and those that read single architectures say to each other. */
import type { Overlay } from '../profile/overlay.ts';
import type { ProfileRequest } from '../profile/profile-request.ts';
import type { FileResult } from './unit-task.ts';

/** What to read of one architecture. Files are named by their path below the tree. */
export interface ArchitectureTask {
  /** The folder under arch/. */
  readonly arch: string;
  readonly request: ProfileRequest;
  readonly overlay: Overlay;
  readonly files: readonly string[];
  /** Headers that all architectures have, to be read where its own sources include them. */
  readonly shared: readonly string[];
  /** Its own sources, through which `shared` may be read. */
  readonly hosts: readonly string[];
  /** Files that were read under `request`, which does not compile them. */
  readonly leftOut: readonly string[];
  readonly inactive: boolean;
  /** What is known of the disk: TargetScans.entries. */
  readonly scans: readonly (readonly [string, unknown])[];
}

/** One file under one profile. */
export interface ProfileResult {
  /** `s390`, `m68k (sun3_defconfig)`. */
  readonly profile: string;
  readonly result: FileResult;
}

export interface ArchitectureResults {
  readonly results: readonly ProfileResult[];
  /** One line each. */
  readonly failures: readonly string[];
  /** Files that are not read, whatever leads to them: one line each. */
  readonly refused: readonly string[];
}
