/** Reads what a simulation runs: scenarios, boundaries, and the units of the tree. */
import { dirname, join, resolve } from 'node:path';
import { LinkError } from '../../../emulator/src/link/link-error.ts';
import type { SimulatedKernel } from '../../../emulator/src/link/simulator.ts';
import { type FileName, ProgramUnit } from '../../../emulator/src/machine/run/program-unit.ts';
import { Interner } from '../../../language/src/lexer/interner.ts';
import { SourceMap } from '../../../language/src/source/source-map.ts';
import { TranslationUnit, type UnitOptions } from '../../../language/src/unit/translation-unit.ts';
import type { Workspace } from '../../../language/src/unit/workspace.ts';
import { missingText } from '../kernel/missing-header.ts';
import { discoverMemdescs } from '../memdesc/discover.ts';
import { openOverlaid } from '../profile/open-overlaid.ts';
import type { Profile } from '../profile/profile.ts';
import { filesBefore } from './before-series.ts';
import { modelFiles } from './built-files.ts';
import { DefinitionSearch } from './definition-search.ts';
import { functionScenario } from './function-scenario.ts';
import type { SimulatedMachine } from './machines.ts';
import { pageLayout } from './page-layout.ts';
import { changeTime, ReadingPool } from './reading-pool.ts';
import {
  linuxBoundaryFiles,
  modelBoundaryFiles,
  scenarioFiles,
  scenarioFolder,
} from './simulation-files.ts';

/** Units of the model are small, and many: one for each file of each machine. */
const MODEL_UNIT_TOKENS = 1 << 15;

export interface KernelRequest {
  readonly machine: SimulatedMachine;
  /** A scenario file of the user's own (absolute path); undefined for those that ship. */
  readonly file?: string;
  /** A function of the tree, called with arguments made from their types, in place of a file. */
  readonly function?: string;
  /** The modelled kernel as it was before the series. */
  readonly before?: boolean;
  /** As it was opened before, when it was: no one looks whether its files have changed. */
  readonly asOpened?: boolean;
  /** Texts in place of files of the tree, by absolute path. */
  readonly overlay?: ReadonlyMap<string, Uint8Array | null>;
}

/** A kernel together with the files that it was read from. */
export interface OpenedKernel extends SimulatedKernel {
  /** False once a file has another time on disk than when it was read. */
  isFresh(): boolean;
  /** Gives the arrays of its units to the next kernel: this one is asked nothing more. */
  close(): void;
}

/**
 * Opens a machine of a tree for simulation.
 * @param pool of what kernels that were closed left
 * @throws LinkError when something does not compile, ProfileError when the tree cannot be read
 */
export function openKernel(request: KernelRequest, pool = new ReadingPool()): OpenedKernel {
  const { machine, before, overlay = new Map() } = request;
  const older = before ? filesBefore(resolve(machine.request.tree)) : [];
  // Someone's edit of a file that the series changed is one of the file as it stands after it.
  const profile = openOverlaid(machine.request, new Map([...overlay, ...older]));
  if (profile.missing) throw new LinkError(missingText(profile.missing));
  return new KernelReader(profile, request, pool).kernel();
}

class KernelReader {
  private readonly profile: Profile;
  private readonly request: KernelRequest;
  private readonly sources: SourceMap;
  private readonly pool: ReadingPool;
  private readonly workspaces: Workspace[] = [];
  private readonly units: TranslationUnit[] = [];
  private readonly treeUnits = new Map<string, ProgramUnit>();
  private readonly search: DefinitionSearch;

  constructor(profile: Profile, request: KernelRequest, pool: ReadingPool) {
    this.profile = profile;
    this.request = request;
    this.pool = pool;
    // A real tree's files are many, and kernels of it few.
    this.sources = profile.kernel.model
      ? pool.takeFiles(profile.tree, profile.fs)
      : new SourceMap(profile.fs, new Interner());
    this.search = new DefinitionSearch(profile);
  }

  kernel(): OpenedKernel {
    const { profile, request } = this;
    const { file, function: called } = request;
    if (file !== undefined) profile.fs.allow(dirname(file));
    profile.computeBoundsIn(this.sources);
    const scenarios = called === undefined ? this.scenarioUnit(file) : this.callUnit(called);
    const { model } = profile.kernel;
    const ours = model ? modelBoundaryFiles() : linuxBoundaryFiles(profile.sourceArch);
    const boundaries = ours.map((file) => this.ownUnit(file));
    const files = model ? modelFiles(profile) : [join(profile.tree, 'mm/memory.c')];
    for (const file of files) this.treeUnit(file);
    const layout = pageLayout(this.pageUnit().unit, discoverMemdescs(this.pageUnit().unit));
    const times = this.timesOfFiles();
    return {
      arch: request.machine.name,
      target: profile.target,
      scenarios,
      boundaries,
      define: (name) => this.define(name),
      isFresh: () => [...times].every(([path, time]) => changeTime(path) === time),
      close: () => this.close(times),
      problem: () => this.problem(),
      layout,
    };
  }

  /** Of the files that are read by now, and that the disk has. */
  private timesOfFiles(): Map<string, number> {
    const { pool, profile, sources } = this;
    const times = new Map<string, number>();
    for (const { path } of sources.loaded())
      if (!profile.fs.isVirtual(path)) times.set(path, pool.readTime(sources, path));
    return times;
  }

  private close(times: ReadonlyMap<string, number>): void {
    const { pool, profile, sources } = this;
    pool.giveWorkspaces(this.workspaces.splice(0));
    if (profile.kernel.model) pool.giveFiles(profile.tree, sources, times);
  }

  private treeUnit(file: string): ProgramUnit {
    const known = this.treeUnits.get(file) ?? this.unit(file, this.profile.fileOptions(file));
    this.treeUnits.set(file, known);
    return known;
  }

  /** A unit in which every memdesc of the paths is defined. */
  private pageUnit(): ProgramUnit {
    const { profile } = this;
    return this.treeUnit(join(profile.tree, profile.kernel.model ? 'mm/slub.c' : 'mm/memory.c'));
  }

  /** All scenarios as one unit: what a machine has is decided by its headers, which are read once. */
  private scenarioUnit(file: string | undefined): ProgramUnit {
    const folder = scenarioFolder();
    const files = file === undefined ? scenarioFiles() : [join(folder, 'tree.c'), file];
    const path = join(folder, 'all-scenarios.c');
    this.profile.fs.setVirtual(path, files.map((each) => `#include "${each}"\n`).join(''));
    return this.ownUnit(path);
  }

  /** A scenario that calls one function, made when the headers that declare it are read. */
  private callUnit(name: string): ProgramUnit {
    const folder = scenarioFolder();
    const text = functionScenario(this.scenarioUnit(undefined), name);
    const path = join(folder, `call-${name}.c`);
    this.profile.fs.setVirtual(path, `#include "${join(folder, 'tree.c')}"\n${text}`);
    return this.ownUnit(path);
  }

  /** A file of ours, read as a file of the tree's mm/ would be. */
  private ownUnit(path: string): ProgramUnit {
    const { profile } = this;
    const base = profile.fileOptions(join(profile.tree, 'mm/memory.c'));
    const model = profile.kernel.model ? '#define PTDESC_MODEL 1\n' : '';
    return this.unit(path, {
      ...base,
      commandLine: `${base.commandLine ?? ''}${model}`,
      includePaths: [...(base.includePaths ?? []), profile.tree, scenarioFolder(), dirname(path)],
    });
  }

  private unit(path: string, options: UnitOptions): ProgramUnit {
    const { sources, profile } = this;
    if (!sources.load(path)) throw new LinkError(`${path}: cannot be read`);
    const workspace = this.pool.takeWorkspace(profile.kernel.model ? MODEL_UNIT_TOKENS : undefined);
    this.workspaces.push(workspace);
    const unit = new TranslationUnit(sources, profile.target, options, path, workspace).build();
    this.units.push(unit);
    const [inBodies] = this.parseOwnBodies(unit);
    const wrong = this.problemOf(unit) ?? inBodies;
    if (wrong !== undefined) throw new LinkError(wrong);
    return new ProgramUnit(unit);
  }

  /** What could not be read of the declarations that were asked for by now. */
  private problem(): string | undefined {
    for (const unit of this.units) {
      const problem = this.problemOf(unit);
      if (problem !== undefined) return problem;
    }
    return undefined;
  }

  private problemOf(unit: TranslationUnit): string | undefined {
    const problem = unit.knownProblems.find(({ isWarning }) => !isWarning);
    return problem && this.told(unit, problem.loc, problem.message);
  }

  private told(unit: TranslationUnit, loc: number, message: string): string {
    const place = this.sources.place(loc);
    const file = place ? this.profile.relative(place.file.path) : unit.path;
    return `${file}:${place?.line ?? 0}: ${message}`;
  }

  /**
   * Bodies are parsed when someone asks; what is wrong with those that are not the tree's is told at once.
   * @returns one line for each problem
   */
  private parseOwnBodies(unit: TranslationUnit): string[] {
    const { tree } = this.profile;
    if (unit.path.startsWith(`${tree}/`)) return [];
    const own = unit.fileLevel.of(({ path }) => !path.startsWith(`${tree}/`));
    return own.flatMap(({ definition }) => {
      if (definition === undefined) return [];
      unit.body(definition);
      const problems = (definition.findings?.problems ?? []).filter((p) => !p.isWarning);
      return problems.map(({ token, message }) =>
        this.told(unit, unit.tokens.locs[token], message),
      );
    });
  }

  /** The unit of the tree that defines a name for others. */
  private define(name: string): ProgramUnit | undefined {
    if (!this.profile.kernel.model)
      for (const file of this.search.candidates(name)) this.treeUnit(file);
    const isWeak = (unit: ProgramUnit): boolean => unit.isWeak(unit.name(name) as FileName);
    const units = [...this.treeUnits.values()];
    // To join a name parses its declarations: most are functions, of which one unit has the body.
    const withBody = definingUnits(
      units.filter((unit) => unit.hasBody(name)),
      name,
    );
    const isFound = withBody.length > 0 && !withBody.some(isWeak);
    const all = isFound ? withBody : definingUnits(units, name);
    // A weak definition gives way to another one, and is the function where there is none.
    const strong = all.filter((unit) => !isWeak(unit));
    const found = strong.length > 0 ? strong : all;
    if (found.length > 1) {
      const files = found.map(({ unit }) => this.profile.relative(unit.path));
      throw new LinkError(`${name} is defined in ${files.join(' and in ')}`);
    }
    return found[0];
  }
}

/** Those that define a name for others. */
function definingUnits(units: readonly ProgramUnit[], name: string): ProgramUnit[] {
  return units.filter((unit) => {
    const known = unit.name(name);
    return known?.isDefined && !known.isStatic;
  });
}
