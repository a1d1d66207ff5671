import { dirname, join, relative } from 'node:path';
import type { Compiler } from '../../../../language/src/targets/predefined.ts';
import type { Target } from '../../../../language/src/targets/target.ts';
import { makeArchitecture } from '../architectures.ts';
import type { KernelConfig } from '../kernel-config.ts';
import { Makefile, type MakeHost } from '../make/makefile.ts';
import type { NodeFileSystem } from '../node-file-system.ts';
import { type CommandLine, parseCommandLine, shellWords } from './command-line.ts';
import { globFiles } from './glob-files.ts';
import { callKbuild } from './kbuild-functions.ts';
import { addLeftOut, entersFolder, isBuilt, objectStem } from './kbuild-objects.ts';
import { plainKbuildFlags } from './plain-flags.ts';

/** How many folders' makefiles are kept: each holds every variable of the kernel's build. */
const KEPT_FOLDERS = 24;

/** What Kbuild works on. */
export interface KbuildInput {
  /** Absolute path of the source tree. */
  readonly tree: string;
  /** Absolute path of the object tree; the source tree itself for a build in place. */
  readonly build: string;
  readonly sourceArch: string;
  readonly config: KernelConfig;
  readonly target: Target;
  readonly compiler: Compiler;
  readonly fs: NodeFileSystem;
}

/** A folder's makefile after reading, and again with the objects that the configuration leaves out. */
interface FolderMakefiles {
  readonly built: Makefile;
  everything: Makefile | undefined;
}

/**
 * The flags that Kbuild gives each file, read from the tree's own makefiles: the top Makefile and
 * arch/X/Makefile for KBUILD_CFLAGS, then each folder's Kbuild file through scripts/Makefile.build
 * and scripts/Makefile.lib, whose `c_flags` is what a compiler is called with. Nothing is executed.
 */
export class Kbuild {
  private readonly input: KbuildInput;
  private top: Makefile | undefined;
  private readonly folders = new Map<string, FolderMakefiles>();
  private readonly entered = new Map<string, boolean>();

  constructor(input: KbuildInput) {
    this.input = input;
  }

  /** The compiler arguments for a file (absolute path), or what it would get if it were built. */
  commandLine(path: string): CommandLine {
    const args = this.hasKbuild() ? this.kbuildArguments(path) : plainKbuildFlags(this.input, path);
    return parseCommandLine(args, this.input.build);
  }

  /** True when the folder's makefile lists the file's object, whether make comes there or not. */
  isListed(path: string): boolean {
    if (!this.hasKbuild()) return true;
    const { folder, stem } = this.placeOf(path);
    return isBuilt(this.folderMakefiles(folder).built, stem);
  }

  /** True when make comes to the folder and its makefile lists the file's object. */
  isBuilt(path: string): boolean {
    if (!this.hasKbuild()) return true;
    return this.isListed(path) && this.isEntered(this.placeOf(path).folder);
  }

  /** True when the makefiles above a folder lead into it, under this configuration. */
  private isEntered(folder: string): boolean {
    if (folder === '.') return true;
    const known = this.entered.get(folder);
    if (known !== undefined) return known;
    // Most are named by the folder above; what libs-y and drivers-y of arch/ name, by the top one.
    const isEntered = this.foldersAbove(folder).some(
      (above) => entersFolder(this.folderMakefiles(above).built, folder) && this.isEntered(above),
    );
    this.entered.set(folder, isEntered);
    return isEntered;
  }

  /** The folders above one that have makefiles, the nearest first, the tree itself last. */
  private foldersAbove(folder: string): string[] {
    const found: string[] = [];
    for (let above = dirname(folder); above !== '.'; above = dirname(above))
      if (this.kbuildFile(above) !== undefined) found.push(above);
    return [...found, '.'];
  }

  /** The modelled kernel has no scripts/; its flags are put together here. */
  private hasKbuild(): boolean {
    return this.input.fs.isFile(join(this.input.tree, 'scripts/Makefile.lib'));
  }

  private kbuildArguments(path: string): string[] {
    const { folder, stem } = this.placeOf(path);
    const makefile = this.makefileFor(folder, stem);
    const target = folder === '.' ? `./${stem}.o` : `${folder}/${stem}.o`;
    const copy = new Makefile(this.host(), makefile, 'all');
    copy.variables.lock('@', target);
    copy.variables.lock('*', stem);
    copy.variables.lock('<', path);
    copy.assignForTarget(target);
    // Before Linux 6.10 makefiles wrote `$(srctree)/$(src)`, of which the second is absolute here.
    const { tree } = this.input;
    return shellWords(copy.expand('$(c_flags)').replaceAll(`${tree}/${tree}/`, `${tree}/`));
  }

  /**
   * The folder whose makefile builds a file, and the object's name from there: fs/xfs/libxfs has no
   * makefile, so that its objects are `libxfs/x.o` of fs/xfs.
   */
  private placeOf(path: string): { folder: string; stem: string } {
    const file = relative(this.input.tree, path);
    let folder = dirname(file);
    while (folder !== '.' && this.kbuildFile(folder) === undefined) folder = dirname(folder);
    if (folder === '.') folder = dirname(file);
    return { folder, stem: objectStem(relative(folder, file)) };
  }

  private makefileFor(folder: string, stem: string): Makefile {
    const known = this.folderMakefiles(folder);
    if (isBuilt(known.built, stem)) return known.built;
    known.everything ??= this.readFolder(folder, true);
    return known.everything;
  }

  private folderMakefiles(folder: string): FolderMakefiles {
    const known = this.folders.get(folder) ?? {
      built: this.readFolder(folder, false),
      everything: undefined,
    };
    // In the order of their last use: the oldest goes.
    this.folders.delete(folder);
    this.folders.set(folder, known);
    const [oldest] = this.folders.keys();
    if (this.folders.size > KEPT_FOLDERS && oldest !== undefined) this.folders.delete(oldest);
    return known;
  }

  /** Reads a folder's makefile as a recursive make would: from what the folder above it exports. */
  private readFolder(folder: string, everything: boolean): Makefile {
    const above = dirname(folder);
    const parent =
      folder === '.' || !this.descendsFrom(above)
        ? this.topMakefile()
        : this.folderMakefiles(above).built;
    const makefile = new Makefile(this.host(everything), parent);
    makefile.variables.lock('obj', folder);
    makefile.variables.lock('src', join(this.input.tree, folder));
    const kbuildFile = this.kbuildFile(folder);
    makefile.variables.lock('kbuild-file', kbuildFile ?? '');
    makefile.include(join(this.input.tree, 'scripts/Makefile.build'));
    return makefile;
  }

  /** arch/X/Makefile is part of the top Makefile; a folder without makefiles passes nothing on. */
  private descendsFrom(folder: string): boolean {
    if (folder === '.' || folder === 'arch') return false;
    return this.kbuildFile(folder) !== undefined;
  }

  private kbuildFile(folder: string): string | undefined {
    const names =
      /^arch\/[^/]+$/.test(folder) || folder === '.' ? ['Kbuild'] : ['Kbuild', 'Makefile'];
    return names
      .map((name) => join(this.input.tree, folder, name))
      .find((path) => this.input.fs.isFile(path));
  }

  private topMakefile(): Makefile {
    if (this.top) return this.top;
    const { tree, build, sourceArch, config, compiler } = this.input;
    const makefile = new Makefile(this.host());
    const fixed: Record<string, string> = {
      ARCH: makeArchitecture(sourceArch, config),
      SRCARCH: sourceArch,
      // The machine that descriptions of toolchains are of; User-mode Linux runs on it.
      SUBARCH: 'x86',
      srctree: tree,
      srcroot: tree,
      abs_srctree: tree,
      objtree: build,
      abs_objtree: build,
      CURDIR: build,
      VPATH: tree === build ? '' : tree,
      building_out_of_srctree: tree === build ? '' : '1',
      sub_make_done: '1',
      'need-sub-make': '',
      MAKEFLAGS: '--no-print-directory',
      MAKECMDGOALS: 'all',
      KBUILD_EXTMOD: '',
      CC: compiler.kind,
      CC_VERSION_TEXT: config.value('CC_VERSION_TEXT') ?? compiler.kind,
    };
    for (const [name, value] of Object.entries(fixed)) makefile.variables.lock(name, value);
    for (const [name, value] of config.symbols) makefile.variables.lock(`CONFIG_${name}`, value);
    makefile.include(join(tree, 'Makefile'));
    this.top = makefile;
    return makefile;
  }

  private host(everything = false): MakeHost {
    const { fs, build, compiler } = this.input;
    const absolute = (path: string) => (path.startsWith('/') ? path : join(build, path));
    const host: MakeHost = {
      readText: (path) => (isBuildRecord(path) ? undefined : fs.readText(absolute(path))),
      glob: (pattern) => globFiles(fs, absolute(pattern)),
      call: (name, args) => callKbuild(name, args, compiler),
    };
    if (!everything) return host;
    const beforeInclude = (path: string, makefile: Makefile) => {
      if (path.endsWith('scripts/Makefile.lib')) addLeftOut(makefile);
    };
    return { ...host, beforeInclude };
  }
}

/** auto.conf is the configuration again, which is set already; `.cmd` files say what a build did. */
function isBuildRecord(path: string): boolean {
  return path.includes('include/config/auto.conf') || path.endsWith('.cmd');
}
