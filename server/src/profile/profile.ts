import { join, resolve } from 'node:path';
import type { SourceMap } from '../../../language/src/source/source-map.ts';
import { predefinedAssertions } from '../../../language/src/targets/assertions.ts';
import { attributeOracle } from '../../../language/src/targets/has-attribute.ts';
import { builtinOracle } from '../../../language/src/targets/has-builtin.ts';
import { featureOracle } from '../../../language/src/targets/has-feature.ts';
import { type Compiler, predefinedText } from '../../../language/src/targets/predefined.ts';
import type { Target } from '../../../language/src/targets/target.ts';
import type { UnitOptions } from '../../../language/src/unit/translation-unit.ts';
import { ReadableFolders } from '../files/readable-folders.ts';
import { archOf } from '../kernel/arch-of.ts';
import { configTarget, makeArchitecture } from '../kernel/architectures.ts';
import { fewSources } from '../kernel/bounds.ts';
import { addCompilerHeaders } from '../kernel/compiler-headers.ts';
import { addGeneratedHeaders } from '../kernel/generated/generated-headers.ts';
import { HOST_OFFSETS, hostOptions } from '../kernel/generated/user-mode-linux.ts';
import type { CommandLine } from '../kernel/kbuild/command-line.ts';
import { compilerLabel, configCompiler } from '../kernel/kbuild/config-compiler.ts';
import { Kbuild } from '../kernel/kbuild/kbuild.ts';
import { type KernelConfig, renderAutoconf } from '../kernel/kernel-config.ts';
import { type KernelTree, openKernelTree, whyNoTree } from '../kernel/kernel-tree.ts';
import { findMissingHeader, type MissingFile } from '../kernel/missing-header.ts';
import { NodeFileSystem } from '../kernel/node-file-system.ts';
import { shippedPath } from '../shipped-files.ts';
import { hasKconfig } from './computed-config.ts';
import { keptOffsets } from './kept-offsets.ts';
import { type ProfileConfig, profileConfig } from './profile-config.ts';
import { ProfileError, type ProfileRequest } from './profile-request.ts';

export { ProfileError, type ProfileRequest } from './profile-request.ts';

/** A kernel tree under one architecture and configuration: everything computed belongs to one. */
export class Profile {
  /** Absolute path of the source tree. */
  readonly tree: string;
  /** Absolute path of the object tree; the source tree for a build in place. */
  readonly build: string;
  readonly kernel: KernelTree;
  /** The folder under arch/. */
  readonly sourceArch: string;
  /** What `make ARCH=` is given: `x86_64`, `i386`, `s390`. */
  readonly arch: string;
  readonly config: KernelConfig;
  readonly target: Target;
  readonly compiler: Compiler;
  /** What the configuration is called: a defconfig, a machine, a file; often empty for a build's own. */
  readonly note: string;
  /** Short text for hovers: `x86_64, Linux 6.12.5, gcc 12.2.0`. */
  readonly label: string;
  /** The first generated header that the tree lacks, and what to run. */
  readonly missing: MissingFile | undefined;
  /** What `--set` changed besides, and what it could not set: one line each. */
  readonly consequences: readonly string[];
  /** Generated headers of an unprepared tree that stand empty, relative to the build. */
  readonly substitutes: readonly string[] = [];
  readonly fs: NodeFileSystem;
  private readonly kbuild: Kbuild;
  private readonly compilerHeaders: string | undefined;
  private readonly optionsByFile = new Map<string, UnitOptions>();
  private readonly predefinedByFlags = new Map<string, string>();
  private readonly hasAttribute: NonNullable<UnitOptions['hasAttribute']>;
  private readonly hasBuiltin: NonNullable<UnitOptions['hasBuiltin']>;

  constructor(kernel: KernelTree, build: string, chosen: ProfileConfig, fs: NodeFileSystem) {
    const { config, sourceArch } = chosen;
    const target = configTarget(sourceArch, config);
    if (!target) throw new ProfileError(`${sourceArch}: this architecture is not known`);
    this.kernel = kernel;
    this.tree = kernel.root;
    this.build = build;
    this.fs = fs;
    this.config = config;
    this.sourceArch = sourceArch;
    this.arch = makeArchitecture(sourceArch, config);
    this.target = target;
    this.compiler = configCompiler(config);
    this.note = chosen.note;
    this.label = this.makeLabel(chosen.note);
    this.hasAttribute = attributeOracle(this.compiler, target);
    this.hasBuiltin = builtinOracle(this.compiler, target);
    const { tree, compiler } = this;
    this.compilerHeaders = addCompilerHeaders(sourceArch, build, fs);
    this.consequences = chosen.consequences ?? [];
    this.kbuild = new Kbuild({ tree, build, sourceArch, config, compiler, target, fs });
    if (chosen.unprepared) this.substitutes = this.addAllGenerated();
    else this.addGeneratedFiles(chosen.virtual);
    const missing = kernel.model
      ? undefined
      : findMissingHeader({ ...this, configured: chosen.configured });
    // Configured, but `make prepare` did not run: what it would have made follows from the tree.
    const canMake =
      missing !== undefined && chosen.configured && hasKconfig(kernel, fs, sourceArch);
    if (canMake) this.substitutes = this.addAllGenerated();
    this.missing = canMake ? undefined : missing;
  }

  /** How the preprocessor and the parser read a file (absolute path): as Kbuild would have it compiled. */
  fileOptions(path: string): UnitOptions {
    let options = this.optionsByFile.get(path);
    if (!options) {
      options = this.makeOptions(this.kbuild.commandLine(path));
      this.optionsByFile.set(path, options);
    }
    return options;
  }

  /** A path as `__FILE__` and results show it: relative to the tree. */
  relative(path: string): string {
    for (const root of [this.tree, this.build]) {
      if (path.startsWith(`${root}/`)) return path.slice(root.length + 1);
    }
    return path;
  }

  /** True for a file (absolute path) of this profile's architecture, not of what all have in common. */
  hasArch(path: string): boolean {
    return archOf(this.relative(path)) === this.sourceArch;
  }

  /** What holds for files everywhere; single files may have more macros and include folders. */
  get commonOptions(): UnitOptions {
    return this.fileOptions(join(this.tree, 'kernel/bounds.c'));
  }

  /** True when the configuration builds the file (absolute path), or when there are no makefiles to tell. */
  isBuilt(path: string): boolean {
    return this.kbuild.isBuilt(path);
  }

  /** True when the makefile of the file's folder makes an object of it, be the folder built or not. */
  isListed(path: string): boolean {
    return this.kbuild.isListed(path);
  }

  private makeOptions(line: CommandLine): UnitOptions {
    // Warnings and the name of the dependency file change no macro, but differ from file to file.
    const key = line.flags.filter((flag) => !flag.startsWith('-W')).join(' ');
    let predefined = this.predefinedByFlags.get(key);
    if (predefined === undefined) {
      const { target, compiler } = this;
      predefined = predefinedText({ target, compiler, flags: line.flags });
      this.predefinedByFlags.set(key, predefined);
    }
    const shortWchar = line.flags.includes('-fshort-wchar');
    return {
      predefined,
      commandLine: line.macros.map((macro) => `${macro}\n`).join(''),
      forcedIncludes: line.forcedIncludes,
      quotePaths: line.quotePaths,
      includePaths: line.includePaths,
      systemPaths: this.compilerHeaders
        ? [...line.systemPaths, this.compilerHeaders]
        : line.systemPaths,
      displayPath: (path) => this.relative(path),
      ...(this.compiler.kind === 'gcc' && { assertions: predefinedAssertions(this.target) }),
      hasAttribute: this.hasAttribute,
      hasBuiltin: this.hasBuiltin,
      ...(this.compiler.kind === 'clang' && {
        hasFeature: featureOracle(line.flags),
        lineOfExpansionEnd: true,
      }),
      unsignedChar: predefined.includes('#define __CHAR_UNSIGNED__ 1\n'),
      wcharBits: shortWchar ? 16 : 32,
      wcharUnsigned: shortWchar || this.target.wcharType.includes('unsigned'),
      msExtensions: line.flags.includes('-fms-extensions'),
      strictDeclarations: line.flags.includes('-Werror=implicit-function-declaration'),
    };
  }

  /** bounds.h as this configuration has it, worked out from kernel/bounds.c. */
  computedBounds(sources = fewSources(this.fs)): string {
    const path = join(this.tree, 'kernel/bounds.c');
    const options = this.fileOptions(path);
    const { build, fs, target } = this;
    return keptOffsets({ sources, target, options, path }, build, fs);
  }

  /**
   * Computes bounds.h, if it is not known yet, in the files of who is about to read more units: they have
   * the same headers.
   */
  computeBoundsIn(sources: SourceMap): void {
    const path = join(this.build, 'include/generated/bounds.h');
    if (!this.fs.isPending(path)) return;
    this.fs.setVirtual(path, '');
    this.fs.setVirtual(path, this.computedBounds(sources));
    sources.replace(path, undefined);
  }

  /** Every header of `make prepare`, for a tree that has none of this architecture. */
  private addAllGenerated(): readonly string[] {
    const { tree, build, sourceArch, config, fs, target } = this;
    const computeOffsets = (path: string, guard: string) => {
      const own = this.fileOptions(path);
      const isHosts = path === join(tree, HOST_OFFSETS);
      const options = isHosts ? hostOptions(tree, build, own) : own;
      return keptOffsets({ sources: fewSources(fs), target, options, path }, build, fs, guard);
    };
    const { version } = this.kernel;
    return addGeneratedHeaders({ tree, build, sourceArch, version, config, fs, computeOffsets });
  }

  /**
   * autoconf.h and bounds.h are the build's own as long as the configuration is: a test holds what we
   * compute to what the build did. Under any other configuration both follow that one.
   */
  private addGeneratedFiles(virtualConfig: boolean): void {
    const generated = join(this.build, 'include/generated');
    const bounds = join(generated, 'bounds.h');
    if (virtualConfig)
      this.fs.setVirtual(join(generated, 'autoconf.h'), renderAutoconf(this.config));
    else if (this.fs.isFile(bounds)) return;
    if (this.fs.isFile(join(this.tree, 'kernel/bounds.c')))
      this.fs.setVirtual(bounds, () => this.computedBounds());
  }

  private makeLabel(note: string): string {
    const name = note === '' || note === this.arch ? this.arch : `${this.arch} (${note})`;
    const kernel = this.kernel.model ? 'modelled kernel' : `Linux ${this.kernel.version.text}`;
    return `${name}, ${kernel}, ${compilerLabel(this.compiler)}`;
  }
}

/**
 * Opens a kernel tree under an architecture and a configuration. An unprepared tree opens too and
 * says in `missing` what it lacks.
 * @throws ProfileError when the folder is no kernel tree or the request contradicts it
 */
export function openProfile(request: ProfileRequest): Profile {
  const root = resolve(request.tree);
  const kernel = openKernelTree(root);
  if (!kernel) throw new ProfileError(whyNoTree(root));
  const build = request.build === undefined ? root : resolve(request.build);
  const fs = new NodeFileSystem(new ReadableFolders([root, build, shippedPath('emulator')]));
  return new Profile(kernel, build, profileConfig(request, kernel, build, fs), fs);
}
