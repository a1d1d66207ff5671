import type { ToolchainKind } from '../kernel/kconfig/toolchain/description.ts';

/** Which kernel to read, and how: what the command line and the settings say. */
export interface ProfileRequest {
  /** The root of the kernel tree. */
  readonly tree: string;
  /** The `O=` folder; the tree itself when it is not given. */
  readonly build?: string;
  /** A kernel's name for an architecture: `x86`, `x86_64`, `i386`, `s390`. */
  readonly arch?: string;
  /** A `.config` or `autoconf.h` in place of the build's own. */
  readonly configFile?: string;
  /** A defconfig of the architecture in place of its default one and of the build's configuration. */
  readonly defconfig?: string;
  /** `CONFIG_X=y` settings; what depends on them follows, where the tree has Kconfig files. */
  readonly set?: readonly string[];
  /** `CONFIG_X=y` settings that change nothing else. */
  readonly setOnly?: readonly string[];
  /** Whose answers Kconfig gets where nothing is configured: the compiler, `gcc` or `clang`. */
  readonly toolchain?: ToolchainKind;
}

/** A request that cannot be met; the message is one line for people. */
export class ProfileError extends Error {
  override readonly name = 'ProfileError';
}
