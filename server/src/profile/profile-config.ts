import { join } from 'node:path';
import { ReadableFolders } from '../files/readable-folders.ts';
import { readRegular } from '../files/regular-file.ts';
import {
  configArchitecture,
  isFor,
  makeArchitecture,
  sourceArchitecture,
} from '../kernel/architectures.ts';
import { hostArchitecture } from '../kernel/host-architecture.ts';
import { changeConfig, KernelConfig, parseConfig } from '../kernel/kernel-config.ts';
import { type KernelTree, type ModelMachine, modelMachines } from '../kernel/kernel-tree.ts';
import { NodeFileSystem } from '../kernel/node-file-system.ts';
import { computedConfig, resolvedConfig } from './computed-config.ts';
import { ProfileError, type ProfileRequest } from './profile-request.ts';

/** The configuration of a profile, and where it comes from. */
export interface ProfileConfig {
  readonly config: KernelConfig;
  readonly sourceArch: string;
  /** False when the tree has no configuration of the architecture. */
  readonly configured: boolean;
  /** True when the build's own autoconf.h does not say it: it is made from `config`. */
  readonly virtual: boolean;
  /** True when the object tree's headers are of another architecture, or of none: all are made here. */
  readonly unprepared?: boolean;
  /** The defconfig that it was computed from. */
  readonly defconfig?: string;
  /** The text of the `.config` that it was read from. */
  readonly text?: string;
  /** What `--set` changed besides the symbols that it names, and what it could not set; one line each. */
  readonly consequences?: readonly string[];
  /** Short text for labels: a machine's name, a file's name, `+2 settings`. Often empty. */
  readonly note: string;
}

/**
 * Chooses the configuration: the file that is named, else the machine of the modelled kernel, else
 * the build's own; then `--set`.
 * @throws ProfileError for a file that cannot be read, a wrong setting, an unknown architecture
 */
export function profileConfig(
  request: ProfileRequest,
  tree: KernelTree,
  build: string,
  fs: NodeFileSystem = new NodeFileSystem(new ReadableFolders([tree.root, build])),
): ProfileConfig {
  const arch = request.arch === undefined ? undefined : sourceArchitecture(request.arch);
  if (arch !== undefined && !tree.architectures.includes(arch)) {
    throw new ProfileError(`${request.arch}: the tree has no arch/${arch}`);
  }
  const own = baseConfig(request, tree, build, arch);
  const kconfig = { request, tree, arch, fs };
  const base = own.configured ? own : (computedConfig(kconfig, own) ?? own);
  const settings = request.set ?? [];
  const resolved = settings.length === 0 ? base : resolvedConfig(kconfig, base, settings);
  return withSettings(
    resolved ?? base,
    [...(resolved === undefined ? settings : []), ...(request.setOnly ?? [])],
    settings.length + (request.setOnly?.length ?? 0),
  );
}

/** @param count how many settings there are, with those that Kconfig has resolved */
function withSettings(
  base: ProfileConfig,
  settings: readonly string[],
  count: number,
): ProfileConfig {
  if (count === 0) return base;
  const change = changeConfig(base.config, settings);
  if ('error' in change) throw new ProfileError(change.error);
  const plural = count === 1 ? 'setting' : 'settings';
  const note = [base.note, `+${count} ${plural}`].filter((each) => each !== '').join(' ');
  return { ...base, config: change.config, virtual: true, note };
}

function baseConfig(
  request: ProfileRequest,
  tree: KernelTree,
  build: string,
  arch: string | undefined,
): ProfileConfig {
  if (request.configFile !== undefined) return namedConfig(request.configFile, arch, request.arch);
  if (tree.model) return machineConfig(tree, request.arch ?? 'x86_64');
  if (request.defconfig !== undefined) return unconfigured(arch, request.arch);
  return buildConfig(tree, build, arch, request.arch);
}

function namedConfig(path: string, arch: string | undefined, wanted?: string): ProfileConfig {
  const text = readConfiguration(path);
  const config = parseConfig(text);
  const sourceArch = arch ?? configArchitecture(config);
  if (sourceArch === undefined) {
    throw new ProfileError(`${path}: no architecture in it; name one with --arch`);
  }
  const note = path.replace(/^.*\//, '');
  return {
    config: withDefaults(config, wanted),
    sourceArch,
    configured: true,
    virtual: true,
    note,
    ...dotConfig(text),
  };
}

/** A `.config` says what is not set, an autoconf.h does not. */
function dotConfig(text: string): { text?: string } {
  return /^#define /m.test(text) ? {} : { text };
}

/** The machine of the modelled kernel that an architecture's name stands for. */
function machineConfig(tree: KernelTree, wanted: string): ProfileConfig {
  const arch = sourceArchitecture(wanted);
  const machines = modelMachines(tree).filter((machine) => machine.arch === arch);
  const machine =
    machines.find((each) => each.name === `${wanted}_defconfig`) ??
    bestMachine(tree, machines, wanted);
  if (!machine) throw new ProfileError(`${wanted}: the modelled kernel has no machine of it`);
  const config = readMachine(tree, machine);
  const note = machine.name.replace(/_defconfig$/, '');
  return { config, sourceArch: arch, configured: true, virtual: true, note };
}

function readMachine({ root }: KernelTree, { path }: ModelMachine): KernelConfig {
  return parseConfig(readConfiguration(path, new ReadableFolders([root])));
}

/** @throws ProfileError when it cannot be read */
function readConfiguration(path: string, folders?: ReadableFolders): string {
  const { bytes, problem } = readRegular(path, 'configuration', folders);
  if (bytes === undefined) throw new ProfileError(`${path}: cannot be read: it ${problem}`);
  return bytes.toString('utf8');
}

/** For `x86` the 64-bit machine, for `i386` the one whose configuration says so. */
function bestMachine(
  tree: KernelTree,
  machines: readonly ModelMachine[],
  wanted: string,
): ModelMachine | undefined {
  const read = machines.map((machine) => ({ machine, config: readMachine(tree, machine) }));
  const exact = read.find(
    ({ machine, config }) => makeArchitecture(machine.arch, config) === wanted,
  );
  const wide = read.find(({ config }) => config.isSet('64BIT'));
  return (exact ?? wide ?? read[0])?.machine;
}

function buildConfig(
  { root, architectures }: KernelTree,
  build: string,
  arch: string | undefined,
  wanted?: string,
): ProfileConfig {
  const folders = new ReadableFolders([root, build]);
  for (const name of ['.config', 'include/generated/autoconf.h']) {
    const path = join(build, name);
    const { bytes, problem, isRefused } = readRegular(path, 'configuration', folders);
    if (isRefused) throw new ProfileError(`${path} ${problem}${howToName(name)}`);
    if (bytes === undefined) continue;
    const text = bytes.toString('utf8');
    const config = parseConfig(text);
    const own = configArchitecture(config);
    if (own === undefined || (wanted !== undefined && !isFor(config, wanted))) continue;
    const known = { sourceArch: own, configured: true, virtual: false, note: '' };
    return { config, ...known, ...dotConfig(text) };
  }
  const host = hostArchitecture();
  const isHere = architectures.includes(sourceArchitecture(host));
  return unconfigured(arch, wanted ?? (isHere ? host : undefined));
}

/** Nothing says what an architecture is configured as: its default follows, where Kconfig can say it. */
function unconfigured(arch: string | undefined, wanted = 'x86_64'): ProfileConfig {
  const sourceArch = arch ?? sourceArchitecture(wanted);
  const config = withDefaults(new KernelConfig(new Map()), wanted);
  return { config, sourceArch, configured: false, virtual: false, note: 'not configured' };
}

/** A configuration that the user names is read wherever it is. */
const howToName = (name: string): string =>
  name === '.config' ? '; name a configuration with --config or ptdesc.config' : '';

/** What an architecture's name says about a configuration that does not: `x86_64` is 64-bit. */
function withDefaults(config: KernelConfig, wanted: string | undefined): KernelConfig {
  const known = ['64BIT', '32BIT', 'X86_32', 'PPC32'].some((symbol) => config.isSet(symbol));
  if (known || wanted === undefined || !wideByDefault.test(wanted)) return config;
  const symbols = new Map(config.symbols).set('64BIT', 'y');
  const arch = sourceArchitecture(wanted);
  if (arch === 'x86' || arch === 'um') symbols.set('X86_64', 'y');
  if (arch === 'powerpc') symbols.set('PPC64', 'y').set('CPU_LITTLE_ENDIAN', 'y');
  return new KernelConfig(symbols, config.strings, config.title);
}

/** Architectures whose `make defconfig` is a 64-bit one. */
const wideByDefault = /64|^(s390|alpha|loongarch|riscv|x86|powerpc|um)$/;
