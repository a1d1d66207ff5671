/**
 * Configurations of an architecture under which a file of it may be compiled that its default one leaves
 * out: one symbol changed, the folder's other machine, another defconfig. Whether one does is tried by
 * whoever asks.
 */
import { join } from 'node:path';
import { otherMachines } from '../kernel/architectures.ts';
import type { Configuration } from '../kernel/kconfig/configuration.ts';
import { symbolsIn } from '../kernel/kconfig/expressions.ts';
import type { KconfigSymbol } from '../kernel/kconfig/model.ts';
import type { KernelConfig } from '../kernel/kernel-config.ts';
import { modelMachines } from '../kernel/kernel-tree.ts';
import { openConfiguration } from './computed-config.ts';
import { headerConditions } from './header-conditions.ts';
import { makefileConditions } from './makefile-conditions.ts';
import type { Profile } from './profile.ts';
import type { ProfileRequest } from './profile-request.ts';

/** So many defconfigs, the likeliest ones, are computed; each takes some ten milliseconds. */
const MAX_DEFCONFIGS = 16;
/** So many of the symbols that one without a prompt follows from are turned on. */
const MAX_REASONS = 4;
/** A symbol without a prompt follows from others, which follow from others. */
const MAX_STEPS = 3;

/** The requests to try for a file (absolute path) that `profile`, opened by `request`, leaves out. */
export function* compilingRequests(
  profile: Profile,
  request: ProfileRequest,
  path: string,
): Generator<ProfileRequest> {
  if (profile.kernel.model) {
    yield* modelRequests(profile, request);
    return;
  }
  const { fs, tree, kernel, config } = profile;
  const file = profile.relative(path);
  const conditions = (path.endsWith('.c') ? makefileConditions : headerConditions)(fs, tree, file);
  if (conditions.size === 0) return;
  const { toolchain } = request;
  const configuration = openConfiguration({ tree: kernel, fs, arch: profile.arch, toolchain });
  if (configuration === undefined) return;
  const symbols = [...conditions].flatMap((name) => configuration.tree.symbols.find(name) ?? []);
  const { tree: root } = request;
  const plain = { tree: root, ...(toolchain === undefined ? {} : { toolchain }) };
  for (const arch of otherMachines(profile.arch)) yield { ...plain, arch };
  for (const set of settingsFor(symbols, config)) yield { ...request, set };
  for (const defconfig of defconfigsFor(profile, configuration, symbols))
    yield { ...plain, arch: profile.sourceArch, defconfig };
}

/** The other machines of the architecture in the modelled kernel. */
function modelRequests({ kernel, sourceArch }: Profile, { tree }: ProfileRequest) {
  return modelMachines(kernel)
    .filter(({ arch }) => arch === sourceArch)
    .map(({ arch, path }): ProfileRequest => ({ tree, arch, configFile: path }));
}

/** Each symbol turned round that a user can turn, then all that are off turned on together. */
function settingsFor(symbols: readonly KconfigSymbol[], config: KernelConfig): string[][] {
  const isOff = ({ name }: KconfigSymbol) => config.value(name) === undefined;
  const turned = symbols
    .filter(hasPrompt)
    .map((symbol) => `CONFIG_${symbol.name}=${isOff(symbol) ? 'y' : 'n'}`);
  const off = symbols.filter(isOff);
  const together = off.flatMap((symbol) =>
    hasPrompt(symbol) ? [symbol] : reasonsOf(symbol).filter(hasPrompt).slice(0, MAX_REASONS),
  );
  const all = [...new Set(together.filter(isOff))].map(({ name }) => `CONFIG_${name}=y`);
  return [...turned.map((each) => [each]), ...(all.length === 0 ? [] : [all])];
}

const hasPrompt = ({ entries }: KconfigSymbol): boolean =>
  entries.some(({ prompt }) => prompt !== undefined);

/** The defconfigs that give one of the symbols another value than the profile does. */
function defconfigsFor(
  { fs, tree, sourceArch, config }: Profile,
  configuration: Configuration,
  symbols: readonly KconfigSymbol[],
): string[] {
  const names = fs.list(join(tree, `arch/${sourceArch}/configs`)).sort();
  const ofInterest = [...withReasons(symbols)].map(({ name }) => `CONFIG_${name}=y`);
  const ranked = names
    .filter((name) => /defconfig$/.test(name))
    .map((name) => {
      const text = fs.readText(join(tree, `arch/${sourceArch}/configs`, name)) ?? '';
      const lines = new Set(text.split('\n'));
      return { name, rank: ofInterest.filter((line) => lines.has(line)).length };
    })
    .sort((a, b) => b.rank - a.rank)
    .slice(0, MAX_DEFCONFIGS);
  return ranked.flatMap(({ name }) => {
    if (configuration.useDefconfig(name) === undefined) return [];
    const isOther = symbols.some((symbol) => {
      const text = configuration.values.text(symbol);
      return (text === 'n' ? undefined : text) !== config.value(symbol.name);
    });
    return isOther ? [name] : [];
  });
}

/** Symbols with those that they follow from: what selects them, and what their defaults hang on. */
function withReasons(symbols: readonly KconfigSymbol[]): Set<KconfigSymbol> {
  const found = new Set(symbols);
  let open = [...found];
  for (let step = 0; step < MAX_STEPS; step++) {
    open = open.flatMap(reasonsOf).filter((symbol) => !found.has(symbol));
    for (const symbol of open) found.add(symbol);
  }
  return found;
}

function reasonsOf(symbol: KconfigSymbol): KconfigSymbol[] {
  if (hasPrompt(symbol) && symbol.choice === undefined) return [];
  const defaults = symbol.properties.filter(({ kind }) => kind === 'default');
  const tested = [symbol.directDependency, ...defaults.map(({ condition }) => condition)];
  return [
    ...symbol.selectedBy.map(({ by }) => by),
    ...tested.flatMap((expression) => [...symbolsIn(expression)]),
  ].filter(({ isConstant }) => !isConstant);
}
