/** allnoconfig and its kind: an answer for every symbol that a user could set and did not. */
import type { Entry, KconfigSymbol, Tristate } from './model.ts';
import { isLogical, type Values } from './values.ts';

export type Preset = 'allnoconfig' | 'allyesconfig' | 'allmodconfig' | 'alldefconfig';

const answers: Readonly<Record<Preset, Tristate | undefined>> = {
  allnoconfig: 0,
  allyesconfig: 2,
  allmodconfig: 1,
  alldefconfig: undefined,
};

export function applyPreset(values: Values, preset: Preset): void {
  const tristate = answers[preset];
  if (tristate !== undefined) {
    if (values.dialect.tristateChoices) answerSymbols(values, tristate);
    else answerEntries(values.tree.root, tristate);
  }
  values.invalidate();
}

function answerEntries(entry: Entry, tristate: Tristate): void {
  for (const child of entry.children) {
    const { symbol } = child;
    if (symbol && child.prompt && !symbol.isChoice && !symbol.choice && isLogical(symbol.type))
      symbol.user ??= { tristate, text: '' };
    answerEntries(child, tristate);
  }
}

/** Kernels with tristate choices answer for choices and their members as well. */
function answerSymbols(values: Values, tristate: Tristate): void {
  const answer = (symbol: KconfigSymbol) => {
    if (isLogical(symbol.type)) symbol.user ??= { tristate, text: '' };
  };
  for (const symbol of values.tree.symbols.all()) answer(symbol);
  for (const choice of values.tree.symbols.choices) answer(choice);
}
