/** Values that a user gives: a `.config`, a defconfig, a fragment, settings. */
import type { KconfigProblem, KconfigSymbol, Tristate } from './model.ts';
import { isLogical, type Values } from './values.ts';

/** One assignment of an input, its value as written behind the `=`. */
export interface Assignment extends KconfigProblemPlace {
  readonly name: string;
  readonly value: string;
}

type KconfigProblemPlace = Pick<KconfigProblem, 'file' | 'line'>;

/** The assignments of a configuration, and lines that are none. */
export function parseAssignments(
  text: string,
  file: string,
): { assignments: Assignment[]; problems: KconfigProblem[] } {
  const assignments: Assignment[] = [];
  const problems: KconfigProblem[] = [];
  let line = 0;
  for (const raw of text.split('\n')) {
    line++;
    const content = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    if (content === '') continue;
    const unset = /^# CONFIG_(\w+) is not set$/.exec(content);
    if (unset) assignments.push({ file, line, name: unset[1] ?? '', value: 'n' });
    else if (!content.startsWith('#')) {
      const [, name, value = ''] = /^CONFIG_([^=]*)=(.*)$/.exec(content) ?? [];
      if (name === undefined) problems.push({ file, line, text: `unexpected data: ${content}` });
      else assignments.push({ file, line, name, value });
    }
  }
  return { assignments, problems };
}

/**
 * Makes assignments the user's values, in place of those before. Names that the tree does not know
 * are returned, what a symbol cannot be is a problem; both change nothing.
 */
export function readInput(
  values: Values,
  assignments: readonly Assignment[],
): { unknown: string[]; problems: KconfigProblem[] } {
  const { symbols } = values.tree;
  const unknown: string[] = [];
  const problems: KconfigProblem[] = [];
  forgetUser(values);
  for (const assignment of assignments) {
    const symbol = symbols.find(assignment.name);
    if (symbol === undefined) unknown.push(assignment.name);
    else {
      const problem = setUserValue(symbol, assignment.value);
      if (problem === undefined) noteChoice(values, symbol);
      else problems.push({ file: assignment.file, line: assignment.line, text: problem });
    }
  }
  values.invalidate();
  if (values.dialect.dropsOutOfRange) dropOutOfRange(values);
  return { unknown, problems };
}

export function forgetUser(values: Values): void {
  const { symbols } = values.tree;
  for (const symbol of symbols.all()) symbol.user = undefined;
  for (const choice of symbols.choices) {
    choice.userMember = undefined;
    choice.priority = [...choice.members];
    choice.user = values.dialect.tristateChoices ? { tristate: 0, text: '' } : undefined;
  }
}

/** What is wrong with a value, or undefined; a value that cannot be is not taken. */
function setUserValue(symbol: KconfigSymbol, written: string): string | undefined {
  const invalid = `symbol value '${written}' invalid for ${symbol.name}`;
  if (isLogical(symbol.type)) {
    const tristate = 'nmy'.indexOf(written[0] ?? '-');
    if (tristate < 0 || (tristate === 1 && symbol.type === 'bool')) return invalid;
    symbol.user = { tristate: tristate as Tristate, text: '' };
    return undefined;
  }
  if (symbol.type === 'unknown') return undefined;
  if (symbol.type !== 'string') {
    if (!isNumber(symbol, written)) return invalid;
    symbol.user = { tristate: 0, text: written };
    return undefined;
  }
  if (!written.startsWith('"')) return undefined;
  const quoted = /^"((?:[^"\\]|\\.)*)"/.exec(written);
  if (!quoted) return 'invalid string found';
  symbol.user = { tristate: 0, text: (quoted[1] ?? '').replace(/\\(.)/g, '$1') };
  return undefined;
}

/** True for a text that an `int` or a `hex` can be. */
function isNumber({ type }: KconfigSymbol, text: string): boolean {
  return type === 'int' ? /^-?(0|[1-9]\d*)$/.test(text) : /^(0[xX])?[\da-fA-F]+$/.test(text);
}

/** The member that is named last comes first; an older choice keeps it, and the strongest state. */
function noteChoice(values: Values, member: KconfigSymbol): void {
  const { choice, user } = member;
  if (choice === undefined || user === undefined) return;
  choice.priority = [member, ...choice.priority.filter((each) => each !== member)];
  if (!values.dialect.tristateChoices) return;
  if (user.tristate === 2) choice.userMember = member;
  const tristate = Math.max(choice.user?.tristate ?? 0, user.tristate) as Tristate;
  choice.user = { tristate, text: '' };
}

function dropOutOfRange(values: Values): void {
  for (const symbol of values.tree.symbols.all()) {
    if (symbol.user === undefined || (symbol.type !== 'int' && symbol.type !== 'hex')) continue;
    values.compute(symbol);
    if (values.boundOutside(symbol, symbol.user.text) !== undefined) symbol.user = undefined;
  }
  values.invalidate();
}
