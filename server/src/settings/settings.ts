/**
 * The settings that the server understands, with their defaults. The editor's manifest declares
 * the same ones below "ptdesc."; a test compares the two.
 */
import type { Severity } from './severity.ts';

/** How hovers write offsets and sizes. */
export type NumberStyle = 'decimal' | 'hexadecimal' | 'both';

/** What is reported, and how much of it. */
export interface DiagnosticSettings {
  readonly enable: boolean;
  /** Whether findings of severity info are shown: their false positives are not known yet. */
  readonly info: boolean;
  /** By the rule's name: what its findings weigh, or that it is off. */
  readonly severity: Readonly<Record<string, Severity | 'off'>>;
}

/** All settings of the server. Empty strings stand for "find it out". */
export interface Settings {
  readonly diagnostics: DiagnosticSettings;
  readonly hover: { readonly enable: boolean; readonly numbers: NumberStyle };
  /** The kernel tree; empty: the tree around the open file. */
  readonly tree: string;
  /** The `O=` folder of an out-of-tree build; empty: the tree itself. */
  readonly build: string;
  /** The architecture as the kernel names it; empty: the build's own. */
  readonly arch: string;
  /** A `.config` or `autoconf.h`, or the name of a defconfig; empty: the build's own. */
  readonly config: string;
  /** `CONFIG_X=y`, laid over the configuration with what follows from it. */
  readonly symbols: readonly string[];
}

/** Those that decide how files are read; the command line can choose them too. */
export type ReadingSettings = Partial<Pick<Settings, 'tree' | 'build' | 'arch' | 'config'>>;

/** What holds when the editor says nothing. */
export const DEFAULT_SETTINGS: Settings = {
  diagnostics: { enable: true, info: false, severity: {} },
  hover: { enable: true, numbers: 'both' },
  tree: '',
  build: '',
  arch: '',
  config: '',
  symbols: [],
};
