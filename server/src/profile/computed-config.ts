/** The configuration of a tree that has none: what `make defconfig` would make of its Kconfig files. */
import { join } from 'node:path';
import { counted } from '../counted.ts';
import { makeArchitecture, sourceArchitecture } from '../kernel/architectures.ts';
import { Configuration } from '../kernel/kconfig/configuration.ts';
import { changedSymbols, settingProblems, withSettings } from '../kernel/kconfig/settings.ts';
import type { ToolchainKind } from '../kernel/kconfig/toolchain/description.ts';
import { treeFiles } from '../kernel/kconfig/tree-files.ts';
import { renderConfig } from '../kernel/kernel-config.ts';
import type { KernelTree } from '../kernel/kernel-tree.ts';
import type { NodeFileSystem } from '../kernel/node-file-system.ts';
import { keptConfig } from './kept-config.ts';
import type { ProfileConfig } from './profile-config.ts';
import { ProfileError, type ProfileRequest } from './profile-request.ts';

/** What is asked of Kconfig. */
export interface ComputedInput {
  readonly request: ProfileRequest;
  readonly tree: KernelTree;
  /** The folder under arch/ that was asked for. */
  readonly arch: string | undefined;
  readonly fs: NodeFileSystem;
}

/** The default configuration; undefined where the tree has no Kconfig files of the architecture. */
export function computedConfig(
  { request, tree, fs }: ComputedInput,
  own: ProfileConfig,
): ProfileConfig | undefined {
  const arch = usualArch(request.arch ?? own.sourceArch);
  const { toolchain, defconfig } = request;
  if (!hasKconfig(tree, fs, arch)) return undefined;
  const question = { fs, root: tree.root, arch, toolchain: toolchain ?? '' };
  const found = keptConfig({ ...question, defconfig: defconfig ?? '' }, (files) => {
    const version = tree.version.text;
    const configuration = new Configuration({ tree: tree.root, arch, toolchain, version, files });
    const note = startFrom(configuration, defconfig);
    if (note === undefined) return undefined;
    return {
      consequences: problemLines(configuration),
      config: configuration.kernelConfig(),
      sourceArch: configuration.sourceArch,
      configured: true,
      virtual: true,
      unprepared: true,
      note,
    };
  });
  if (defconfig !== undefined && found === undefined)
    throw new ProfileError(`${defconfig}: arch/${own.sourceArch} has no such configuration`);
  return found && { ...found, defconfig: found.note };
}

/** A defconfig, or tinyconfig, which every architecture has; undefined when there is none of that name. */
function startFrom(configuration: Configuration, name: string | undefined): string | undefined {
  if (name !== 'tinyconfig') return configuration.useDefconfig(name);
  configuration.usePreset(name);
  return name;
}

/** `--set` with what follows from it; undefined where the tree has no Kconfig files to say. */
export function resolvedConfig(
  { request, tree, fs }: ComputedInput,
  base: ProfileConfig,
  settings: readonly string[],
): ProfileConfig | undefined {
  const configuration = configurationUnder({ request, tree, fs }, base, settings);
  if (configuration === undefined) return undefined;
  const config = configuration.kernelConfig();
  const consequences = [
    ...problemLines(configuration),
    ...settingProblems(configuration, settings),
    ...changedSymbols(base.config, config, settings),
  ];
  return { ...base, config, virtual: true, consequences };
}

/** One line for what is wrong with the tree's Kconfig files; `ptdesc config` has them all. */
function problemLines({ tree: { problems } }: Configuration): string[] {
  const [first] = problems;
  if (first === undefined) return [];
  const more = problems.length - 1;
  const others = more === 0 ? '' : ` (and ${counted(more, 'more problem')}, see ptdesc config)`;
  return [`${first.file}:${first.line}: ${first.text}${others}`];
}

/**
 * Kconfig with the values of a profile's configuration; undefined where the tree has no Kconfig files.
 * @throws ProfileError for a wrong setting
 */
export function configurationUnder(
  { request, tree, fs }: Omit<ComputedInput, 'arch'>,
  base: ProfileConfig,
  settings: readonly string[],
): Configuration | undefined {
  const arch = makeArchitecture(base.sourceArch, base.config);
  const toolchain = request.toolchain ?? (base.config.isSet('CC_IS_CLANG') ? 'clang' : undefined);
  const configuration = openConfiguration({ tree, fs, arch, toolchain });
  if (configuration === undefined) return undefined;
  // Read once more, every default of it would be someone's choice.
  if (base.unprepared && settings.length === 0) {
    configuration.useDefconfig();
    return configuration;
  }
  const text = withSettings(baseText(configuration, base), settings);
  if ('error' in text) throw new ProfileError(text.error);
  configuration.useInput({ text: text.text, file: settings.length > 0 ? '--set' : '.config' });
  return configuration;
}

/**
 * The configuration as Kconfig would have written it, with what is not set: that is the user's choice
 * as well. autoconf.h does not say it, and has nothing for symbols that are not set.
 */
function baseText(configuration: Configuration, base: ProfileConfig): string {
  if (base.text !== undefined) return base.text;
  if (base.unprepared) {
    startFrom(configuration, base.defconfig);
    return configuration.text();
  }
  const unset = [...configuration.tree.symbols.all()].filter(
    ({ name, entries }) => entries.length > 0 && base.config.value(name) === undefined,
  );
  const lines = unset.map(({ name }) => `# CONFIG_${name} is not set\n`);
  return `${renderConfig(base.config)}${lines.join('')}`;
}

/** Kconfig under one architecture; undefined where the tree has none of its files. */
export function openConfiguration(input: {
  readonly tree: KernelTree;
  readonly fs: NodeFileSystem;
  readonly arch: string;
  readonly toolchain: ToolchainKind | undefined;
}): Configuration | undefined {
  const { tree, fs, arch, toolchain } = input;
  const { root, version } = tree;
  if (!hasKconfig(tree, fs, arch)) return undefined;
  return new Configuration({
    tree: root,
    arch,
    toolchain,
    version: version.text,
    files: treeFiles(fs, root),
  });
}

/** Whether a tree's own files say what its configuration and its build would be. */
export function hasKconfig({ root, model }: KernelTree, fs: NodeFileSystem, arch: string): boolean {
  const files = ['Kconfig', `arch/${sourceArchitecture(arch)}/Kconfig`];
  return !model && files.every((file) => fs.isFile(join(root, file)));
}

/** What `make ARCH=` would be given for a folder: x86 stands for its 64-bit machine. */
export function usualArch(arch: string): string {
  return arch === 'x86' ? 'x86_64' : arch;
}
