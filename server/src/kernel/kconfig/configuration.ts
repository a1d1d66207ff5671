/** A tree's configuration of one architecture, computed from nothing but its files. */
import { sourceArchitecture } from '../architectures.ts';
import { KernelConfig } from '../kernel-config.ts';
import {
  type ConfigInput,
  defaultDefconfig,
  defconfigInput,
  fragmentTexts,
  type TreeFiles,
  withBoards,
} from './defconfig.ts';
import { type Dialect, readDialect } from './dialect.ts';
import { forgetUser, parseAssignments, readInput } from './input.ts';
import { completeMenus } from './menus.ts';
import { mergeConfigTexts } from './merge-config.ts';
import type { KconfigProblem, KconfigSymbol } from './model.ts';
import { applyPreset, type Preset } from './presets.ts';
import { type KconfigTree, readKconfig } from './reader.ts';
import { machineOf, type ToolchainKind, toolchainDescription } from './toolchain/description.ts';
import { Toolchain } from './toolchain/toolchain.ts';
import { isLogical, Values } from './values.ts';
import { configText } from './write-config.ts';

/** Which architecture of which tree, and with which tools. */
export interface ConfigurationInput {
  /** Absolute path of the tree. */
  readonly tree: string;
  /** make's ARCH: `x86_64`, `arm64`, `sparc64`. */
  readonly arch: string;
  /** `6.12.5`, as the top Makefile says it. */
  readonly version: string;
  readonly toolchain?: ToolchainKind | undefined;
  readonly files: TreeFiles;
}

/** What a tree's Kconfig says for one architecture, and values under what a user wants. */
export class Configuration {
  readonly arch: string;
  readonly sourceArch: string;
  readonly toolchain: Toolchain;
  readonly tree: KconfigTree;
  readonly values: Values;
  readonly dialect: Dialect;
  readonly #files: TreeFiles;
  readonly #environment: (name: string) => string | undefined;
  /** What is wrong with the inputs that were read; Kconfig's own problems are the tree's. */
  inputProblems: readonly KconfigProblem[] = [];
  /** Names of the last input that the tree does not know. */
  unknownNames: readonly string[] = [];

  constructor(input: ConfigurationInput) {
    const { arch, files } = input;
    this.arch = arch;
    this.sourceArch = sourceArchitecture(arch);
    this.#files = files;
    const machine = machineOf(arch);
    const kind = input.toolchain ?? usualToolchain(machine);
    const readText = (file: string) => files.readText(file);
    this.toolchain = new Toolchain(toolchainDescription(kind), machine, input.tree, readText);
    this.#environment = makeEnvironment(input, this.toolchain);
    this.tree = readKconfig('Kconfig', {
      readText,
      environment: this.#environment,
      shell: (command, place) => this.toolchain.shell(command, place),
    });
    this.dialect = readDialect((file) => files.readText(`scripts/kconfig/${file}`));
    completeMenus(this.tree, this.dialect);
    this.values = new Values(this.tree, this.dialect);
  }

  /** `make defconfig`, or `make NAME`; undefined when the architecture has no such defconfig. */
  useDefconfig(name?: string): string | undefined {
    const wanted = name ?? defaultDefconfig(this.#files, this.sourceArch, this.#environment);
    const input = defconfigInput(this.#files, this.sourceArch, wanted);
    if (input === undefined) return undefined;
    this.useInput(input);
    if (input.boards !== undefined) this.useInput(withBoards(input, configText(this.values)));
    return wanted;
  }

  /** `make olddefconfig` on an input. */
  useInput(input: ConfigInput): void {
    const { assignments, problems } = parseAssignments(input.text, input.file);
    const read = readInput(this.values, assignments);
    this.inputProblems = [...problems, ...read.problems];
    this.unknownNames = read.unknown;
  }

  /** `make allnoconfig` and its kind. */
  usePreset(preset: Preset | 'tinyconfig'): void {
    if (preset === 'tinyconfig') {
      this.#useTiny();
      return;
    }
    forgetUser(this.values);
    this.#forgetChoices();
    applyPreset(this.values, preset);
  }

  /** scripts/kconfig/Makefile: tinyconfig is allnoconfig over one fragment, with another on top. */
  #useTiny(): void {
    const base = 'kernel/configs/tiny-base.config';
    this.useInput({ text: this.#files.readText(base) ?? '', file: base });
    this.#forgetChoices();
    applyPreset(this.values, 'allnoconfig');
    const texts = fragmentTexts(this.#files, this.sourceArch, 'tiny.config');
    const file = 'kernel/configs/tiny.config';
    this.useInput({ text: mergeConfigTexts(configText(this.values), ...texts), file });
  }

  /** A choice's own state comes from the preset, unless an input chose a member. */
  #forgetChoices(): void {
    for (const choice of this.tree.symbols.choices)
      if (choice.userMember === undefined) choice.user = undefined;
  }

  text(): string {
    return configText(this.values);
  }

  /** The symbols that a `.config` would hold, for those who read files under it. */
  kernelConfig(): KernelConfig {
    const symbols = new Map<string, string>();
    const strings = new Set<string>();
    for (const symbol of this.tree.symbols.all()) {
      if (symbol.entries.length === 0 || symbol.type === 'unknown') continue;
      this.values.compute(symbol);
      if (!symbol.isWritten) continue;
      const value = this.#headerValue(symbol);
      if (value === undefined) continue;
      symbols.set(symbol.name, value);
      if (symbol.type === 'string') strings.add(symbol.name);
    }
    return new KernelConfig(symbols, strings, this.#title());
  }

  /** A hexadecimal number has its prefix in autoconf.h, however it is written in Kconfig. */
  #headerValue(symbol: KconfigSymbol): string | undefined {
    const value = this.values.text(symbol);
    if (isLogical(symbol.type)) return value === 'n' ? undefined : value;
    return symbol.type === 'hex' && !/^0x/i.test(value) ? `0x${value}` : value;
  }

  #title(): string {
    return /^Linux\/(\w+)/.exec(this.tree.root.prompt?.text ?? '')?.[1] ?? this.arch;
  }
}

/** The gcc that Debian has for the machine; clang where there is none but clang knows it. */
function usualToolchain(machine: string): ToolchainKind {
  const isAssumed = (kind: ToolchainKind) => {
    const { assumed } = toolchainDescription(kind);
    return assumed.includes(machine);
  };
  return isAssumed('gcc') && !isAssumed('clang') ? 'clang' : 'gcc';
}

/** The variables that the top Makefile and arch/X/Makefile export to Kconfig. */
function makeEnvironment(
  { tree, arch, version, files }: ConfigurationInput,
  toolchain: Toolchain,
): (name: string) => string | undefined {
  const own: Readonly<Record<string, string>> = {
    ARCH: arch === 'sparc32' ? 'sparc' : arch,
    SRCARCH: sourceArchitecture(arch),
    // User-mode Linux runs on the machine that descriptions are of.
    SUBARCH: 'x86',
    HEADER_ARCH: 'x86',
    srctree: tree,
    KERNELVERSION: version,
  };
  const known = (name: string) => own[name] ?? toolchain.environment(name);
  let makefile: string | undefined;
  return (name) => {
    const value = known(name);
    if (value !== undefined) return value;
    makefile ??= files.readText('Makefile') ?? '';
    const command = shellOf(makefile, name)?.replace(
      /\$\((\w+)\)/g,
      (_, each) => known(each) ?? '',
    );
    return command && toolchain.shell(command, { file: 'Makefile', line: 1 });
  };
}

/** The command of `NAME = $(shell …)` in the top Makefile: it asks a tool and exports the answer. */
function shellOf(makefile: string, name: string): string | undefined {
  const pattern = new RegExp(
    `^${name}\\s*:?=[^\\n]*?\\$\\(shell ((?:[^()\\n]|\\(\\w+\\))*)\\)`,
    'm',
  );
  return /^\w+$/.test(name) ? pattern.exec(makefile)?.[1] : undefined;
}
