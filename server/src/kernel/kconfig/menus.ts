/** What the menus around an entry add to its conditions, once the whole tree is read. */
import type { Dialect } from './dialect.ts';
import { and, comparison, or, symbolExpression, withModules } from './expressions.ts';
import type { Entry, KconfigSymbol } from './model.ts';
import type { KconfigTree } from './reader.ts';

/** Completes the conditions of all entries, from the root down, and what selects what. */
export function completeMenus(tree: KconfigTree, dialect: Dialect): void {
  if (dialect.tristateChoices) for (const choice of tree.symbols.choices) giveChoiceTypes(choice);
  else for (const choice of tree.symbols.choices) choice.type = 'bool';
  for (const child of tree.root.children) completeEntry(child, tree, dialect);
}

function completeEntry(entry: Entry, tree: KconfigTree, dialect: Dialect): void {
  const { symbols } = tree;
  const conditional = (expression: Entry['dependency']) =>
    withModules(expression, symbols.module, symbols.modules);
  entry.dependency = and(parentDependency(entry, dialect), conditional(entry.ownDependency));
  if (dialect.tristateChoices) addChoiceState(entry, symbols.yes);
  for (const property of entry.properties) {
    property.condition = and(entry.dependency, conditional(property.condition));
    if (property.kind === 'select' && entry.symbol && property.symbol)
      property.symbol.selectedBy.push({ by: entry.symbol, property });
    if (property.kind === 'imply' && entry.symbol && property.symbol)
      property.symbol.impliedBy.push({ by: entry.symbol, property });
  }
  const { symbol } = entry;
  if (symbol && !isMemberOfNewChoice(symbol, dialect)) addDirectDependency(entry, symbol, tree);
  for (const child of entry.children) completeEntry(child, tree, dialect);
}

/** In kernels with tristate choices the state of the choice bounds what its members can be. */
function parentDependency({ parent }: Entry, dialect: Dialect): Entry['dependency'] {
  if (dialect.tristateChoices && parent?.kind === 'choice' && parent.symbol)
    return symbolExpression(parent.symbol);
  return parent?.dependency;
}

/** A bool member of a tristate choice can be chosen only when the choice is `y`. */
function addChoiceState(entry: Entry, yes: KconfigSymbol): void {
  const choice = entry.parent?.kind === 'choice' ? entry.parent.symbol : undefined;
  if (choice?.type !== 'tristate' || entry.symbol?.type === 'tristate') return;
  entry.dependency = and(comparison('=', choice, yes), entry.dependency);
}

function isMemberOfNewChoice(symbol: KconfigSymbol, dialect: Dialect): boolean {
  return symbol.choice !== undefined && !dialect.tristateChoices;
}

/** Without any dependency an entry is there for everybody, whatever other entries of the symbol ask. */
function addDirectDependency(entry: Entry, symbol: KconfigSymbol, tree: KconfigTree): void {
  const isFirst = symbol.entries[0] === entry;
  const own = entry.dependency ?? symbolExpression(tree.symbols.yes);
  symbol.directDependency = isFirst ? own : or(symbol.directDependency, own);
}

/** A choice without a type has that of its first member, and members without one that of the choice. */
function giveChoiceTypes(choice: KconfigSymbol): void {
  const typed = choice.members.find((member) => member.type !== 'unknown');
  if (choice.type === 'unknown') choice.type = typed?.type ?? 'bool';
  for (const member of choice.members) if (member.type === 'unknown') member.type = choice.type;
}
