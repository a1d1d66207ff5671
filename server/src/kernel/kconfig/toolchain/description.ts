/** The toolchains that ship as data: what each answers, for each machine that it makes code for. */
import { readDescription } from './read-description.ts';
import type { CommandResult } from './shell-arithmetic.ts';

export interface ToolchainDescription {
  readonly kind: 'gcc' | 'clang';
  /** `gcc 12.2.0, binutils 2.40; pahole 1.24, rustc 1.95.0, no bindgen`. */
  readonly label: string;
  /** CC, LD and the others, as make exports them. */
  readonly environment: Readonly<Record<string, string>>;
  /** The first line of `CC --version`, by machine. */
  readonly versionTexts: Readonly<Record<string, string>>;
  /** Machines that no compiler was asked for: what all others agree about holds for them. */
  readonly assumed: readonly string[];
  answer(question: string, machine: string): CommandResult | undefined;
}

export type ToolchainKind = ToolchainDescription['kind'];

export function toolchainDescription(kind: ToolchainKind): ToolchainDescription {
  return readDescription(kind);
}

/** The machine whose compiler reads an architecture: each has its own options and instructions. */
export function machineOf(arch: string): string {
  return machines[arch] ?? arch;
}

/** Names of make's ARCH that share a compiler with another (scripts/subarch.include, arch/X/Makefile). */
const machines: Readonly<Record<string, string>> = {
  x86: 'x86_64',
  um: 'x86_64',
  sparc: 'sparc64',
  sparc32: 'sparc64',
  parisc64: 'parisc',
};
