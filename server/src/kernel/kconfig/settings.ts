/** `--set CONFIG_X=y`: a changed input, what it changed besides, and what it could not set. */
import type { KernelConfig } from '../kernel-config.ts';
import type { Configuration } from './configuration.ts';
import { expressionText } from './expressions.ts';
import { mergeConfigTexts } from './merge-config.ts';
import { isLogical } from './values.ts';

/** More changed symbols than this are counted, not named. */
const MAX_NAMED = 20;

const SETTING = /^(?:CONFIG_)?([A-Za-z0-9_]+)=(.*)$/;

/** A configuration's text with settings laid over it, or what is wrong with one. */
export function withSettings(
  text: string,
  settings: readonly string[],
): { readonly text: string } | { readonly error: string } {
  const lines: string[] = [];
  for (const setting of settings) {
    const [, name, value = ''] = SETTING.exec(setting) ?? [];
    if (name === undefined)
      return { error: `--set ${setting}: write CONFIG_NAME=y, =m, =n or =value` };
    lines.push(
      value === 'n' || value === '' ? `# CONFIG_${name} is not set` : assignment(name, value),
    );
  }
  return { text: mergeConfigTexts(text, `${lines.join('\n')}\n`) };
}

/** A text may be given without its quotes, as a shell takes them away. */
function assignment(name: string, value: string): string {
  const isPlain = /^(y|m|-?\d+|0[xX][\da-fA-F]+|".*")$/.test(value);
  return `CONFIG_${name}=${isPlain ? value : `"${value.replace(/["\\]/g, '\\$&')}"`}`;
}

/** One line for each setting that Kconfig does not grant. */
export function settingProblems(
  configuration: Configuration,
  settings: readonly string[],
): string[] {
  const { values, tree } = configuration;
  return settings.flatMap((setting) => {
    const [, name = '', wanted = ''] = SETTING.exec(setting) ?? [];
    const symbol = tree.symbols.find(name);
    if (symbol === undefined || symbol.entries.length === 0)
      return [`--set ${setting}: the tree's Kconfig files have no ${name}`];
    const value = values.text(symbol);
    const asked = isLogical(symbol.type) && wanted === '' ? 'n' : wanted.replace(/^"(.*)"$/, '$1');
    if (value === asked) return [];
    const needs = symbol.directDependency;
    const why = needs === undefined ? '' : `; it depends on ${expressionText(needs)}`;
    return [`--set ${setting}: CONFIG_${name} is ${value || 'empty'}${why}`];
  });
}

/** One line with the symbols that became something else, but for those that were set. */
export function changedSymbols(
  before: KernelConfig,
  after: KernelConfig,
  settings: readonly string[],
): string[] {
  const named = new Set(settings.map((setting) => SETTING.exec(setting)?.[1]));
  const names = new Set([...before.symbols.keys(), ...after.symbols.keys()]);
  const changed = [...names].filter(
    (name) => !named.has(name) && before.value(name) !== after.value(name),
  );
  if (changed.length === 0) return [];
  const list = changed
    .slice(0, MAX_NAMED)
    .map((name) => `${name}=${after.value(name) ?? 'n'}`)
    .join(' ');
  const more = changed.length - MAX_NAMED;
  return [`--set also changed ${list}${more > 0 ? ` and ${more} more` : ''}`];
}
