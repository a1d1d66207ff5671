import { join } from 'node:path';
import type { Explanation, Reason } from '../../kernel/kconfig/why.ts';
import type { HoverStyle } from './hover-style.ts';
import { code, escapeMarkdown } from './markdown.ts';

/** A symbol of Kconfig as one profile has it. */
export interface ConfigHover {
  /** Without `CONFIG_`. */
  readonly name: string;
  /** As the profile has it; undefined where it is not set. */
  readonly value: string | undefined;
  /** What configuration that is: the profile's label. */
  readonly profile: string;
  /** Absolute path of the tree. */
  readonly tree: string;
  readonly hasKconfig: boolean;
  readonly explanation: Explanation | undefined;
}

/** More statements than this are counted: some symbols are selected in a hundred places. */
const MAX_REASONS = 12;

/** More of a help text than this is left to the file. */
const MAX_HELP_CHARACTERS = 600;

/** What the value is, who decides it, what the help says, then every statement with its place. */
export function presentConfig(hover: ConfigHover, style: HoverStyle): string {
  const { explanation } = hover;
  const parts = [valueLine(hover)];
  if (explanation === undefined) parts.push(withoutEntry(hover));
  else parts.push(helpLine(explanation.help), ...reasonLines(hover, explanation, style));
  return parts.filter((part) => part !== '').join('\n\n');
}

function valueLine({ name, value, profile, explanation }: ConfigHover): string {
  const isLogical = !/^(int|hex|string)$/.test(explanation?.type ?? '');
  const shown = value ?? (isLogical ? 'n' : '');
  const what = value === undefined && !isLogical ? ' is not set' : `=${shown}`;
  const line = `${code(`CONFIG_${name}${what}`)} in ${escapeMarkdown(profile)}`;
  if (explanation === undefined) return `${line}.`;
  const isSame = plain(explanation.value) === plain(shown);
  const wanted = code(explanation.value === '' ? '""' : explanation.value);
  return `${line}: ${isSame ? explanation.origin : `the tree's Kconfig files would give ${wanted}`}.`;
}

/** autoconf.h writes hexadecimal numbers with a prefix and texts without quotes. */
function plain(value: string): string {
  return value
    .replace(/^"(.*)"$/s, '$1')
    .replace(/^0x/i, '')
    .toLowerCase();
}

function withoutEntry({ name, hasKconfig, tree }: ConfigHover): string {
  if (hasKconfig) return `No Kconfig file of this tree declares ${code(name)}.`;
  return `There are no Kconfig files in ${code(tree.split('/').at(-1) ?? tree)} to say why.`;
}

function helpLine(help: readonly string[]): string {
  const text = help.join(' ');
  if (text.length <= MAX_HELP_CHARACTERS) return escapeMarkdown(text);
  return `${escapeMarkdown(text.slice(0, text.lastIndexOf(' ', MAX_HELP_CHARACTERS)))} …`;
}

function reasonLines({ name, tree }: ConfigHover, { reasons }: Explanation, style: HoverStyle) {
  const [entries, others] = [true, false].map((isEntry) =>
    reasons.filter(({ kind }) => (kind === 'entry') === isEntry),
  ) as [Reason[], Reason[]];
  // What decides comes first, whatever file it is in.
  const ordered = [...others].sort((a, b) => Number(b.decides) - Number(a.decides));
  const lines = ordered
    .slice(0, MAX_REASONS)
    .map((reason) => `- ${reasonText(reason, tree, style)}`);
  const more = ordered.length - MAX_REASONS;
  if (more > 0) lines.push(`- and ${more} more: ${code(`ptdesc config --why ${name}`)}`);
  const declared = entries.map((entry) => placeLink(entry, tree, style)).join(', ');
  return [lines.join('\n'), `Declared at ${declared}.`];
}

function reasonText(reason: Reason, tree: string, style: HoverStyle): string {
  const text = `${code(reason.text)} → ${reason.state}`;
  return `${reason.decides ? `**${text}**` : text}, ${placeLink(reason, tree, style)}`;
}

function placeLink({ file, line }: Reason, tree: string, style: HoverStyle): string {
  return style.link({ file: join(tree, file), line });
}
