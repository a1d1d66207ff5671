import { join } from 'node:path';
import { ReadableFolders } from '../files/readable-folders.ts';
import { readRegular } from '../files/regular-file.ts';
import { configArchitecture, makeArchitecture } from '../kernel/architectures.ts';
import type { Configuration } from '../kernel/kconfig/configuration.ts';
import { recursiveDependencies } from '../kernel/kconfig/recursion.ts';
import { settingProblems, withSettings } from '../kernel/kconfig/settings.ts';
import { type Explanation, explain } from '../kernel/kconfig/why.ts';
import { parseConfig } from '../kernel/kernel-config.ts';
import { openKernelTree, whyNoTree } from '../kernel/kernel-tree.ts';
import { NodeFileSystem } from '../kernel/node-file-system.ts';
import { openConfiguration } from '../profile/computed-config.ts';
import type { ProfileRequest } from '../profile/profile-request.ts';
import { CommandError } from './command-error.ts';
import type { TreeOptions } from './options.ts';
import { type Output, warn } from './output.ts';
import { profileRequest } from './tree-reading.ts';

export interface ConfigOptions extends TreeOptions {
  readonly defconfig?: string;
  readonly why?: string;
  readonly format: string;
}

/** More problems than this are counted. */
const MAX_PROBLEMS = 20;

const PRESETS = [
  'allnoconfig',
  'allyesconfig',
  'allmodconfig',
  'alldefconfig',
  'tinyconfig',
] as const;

/** `ptdesc config`: a `.config`, or why one of its symbols is what it is. */
export function config(options: ConfigOptions, output: Output): void {
  const request = profileRequest(options);
  const input = configText(request, options);
  const configuration = open(request, input);
  choose(configuration, options, input);
  applySettings(configuration, options);
  sayProblems(configuration);
  if (options.why === undefined) output.line(configuration.text().trimEnd());
  else printWhy(configuration, options.why, options.format, output);
}

/** The configuration to start from: a file, or the build's own where nothing else is asked for. */
function configText(
  request: ProfileRequest,
  options: ConfigOptions,
): { text: string; file: string } | undefined {
  const { configFile, build, tree } = request;
  if (configFile === undefined && options.defconfig !== undefined) return undefined;
  const file = configFile ?? join(build ?? tree, '.config');
  const folders = configFile === undefined ? new ReadableFolders([build ?? tree]) : undefined;
  const { bytes, problem } = readRegular(file, 'configuration', folders);
  if (bytes === undefined && configFile !== undefined)
    throw new CommandError(`${file}: cannot be read: it ${problem}`);
  return bytes && { text: bytes.toString('utf8'), file };
}

function open(request: ProfileRequest, input: { text: string } | undefined): Configuration {
  const tree = openKernelTree(request.tree);
  if (!tree) throw new CommandError(whyNoTree(request.tree));
  const own = input && parseConfig(input.text);
  const ownArch = own && configArchitecture(own);
  const wanted = request.arch ?? (own && ownArch ? makeArchitecture(ownArch, own) : 'x86_64');
  const arch = wanted === 'x86' ? 'x86_64' : wanted;
  const toolchain = request.toolchain ?? (own?.isSet('CC_IS_CLANG') ? 'clang' : undefined);
  const fs = new NodeFileSystem(new ReadableFolders([tree.root]));
  const configuration = openConfiguration({ tree, fs, arch, toolchain });
  if (configuration) return configuration;
  const why = tree.model
    ? 'the modelled kernel has no Kconfig'
    : `no Kconfig or arch/${arch}/Kconfig`;
  throw new CommandError(`config: ${tree.root}: ${why}`);
}

function choose(
  configuration: Configuration,
  { defconfig }: ConfigOptions,
  input: { text: string; file: string } | undefined,
): void {
  const preset = PRESETS.find((each) => each === defconfig);
  if (preset !== undefined) configuration.usePreset(preset);
  else if (input !== undefined) configuration.useInput(input);
  else if (configuration.useDefconfig(defconfig) === undefined) {
    const name = defconfig ?? 'default configuration';
    throw new CommandError(`config: arch/${configuration.sourceArch} has no ${name}`);
  }
}

function applySettings(configuration: Configuration, { set }: ConfigOptions): void {
  if (set.length === 0) return;
  const before = configuration.text();
  const changed = withSettings(before, set);
  if ('error' in changed) throw new CommandError(changed.error);
  configuration.useInput({ text: changed.text, file: '--set' });
  for (const line of settingProblems(configuration, set)) warn(line);
}

function sayProblems(configuration: Configuration): void {
  const { tree, dialect, inputProblems, toolchain } = configuration;
  const problems = [
    ...tree.problems,
    ...recursiveDependencies(tree.symbols, dialect),
    ...inputProblems,
  ];
  for (const { file, line, text } of problems.slice(0, MAX_PROBLEMS))
    warn(`${file}:${line}: ${text}`);
  if (problems.length > MAX_PROBLEMS) warn(`and ${problems.length - MAX_PROBLEMS} more problems`);
  for (const { file, line, question } of toolchain.answers.filter(({ isKnown }) => !isKnown))
    warn(`${file}:${line}: no one knows the answer to "${question}": taken as no`);
}

function printWhy(
  configuration: Configuration,
  name: string,
  format: string,
  output: Output,
): void {
  const explanation = explain(configuration, name);
  if (!explanation) throw new CommandError(`config: the tree's Kconfig files have no ${name}`);
  if (format === 'json') output.line(JSON.stringify(explanation));
  else for (const line of explanationLines(explanation)) output.line(line);
}

function explanationLines({ name, type, value, origin, reasons }: Explanation): string[] {
  return [
    `CONFIG_${name}=${value} (${type}): ${origin}`,
    ...reasons.map(
      ({ file, line, text, state, decides }) =>
        `${decides ? '*' : ' '} ${file}:${line}: ${text} [${state}]`,
    ),
  ];
}
