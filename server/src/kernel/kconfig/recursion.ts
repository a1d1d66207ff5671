/** Symbols that depend on themselves: scripts/kconfig refuses them, and no value of theirs is right. */
import type { Dialect } from './dialect.ts';
import type { Expression } from './expressions.ts';
import type { KconfigProblem, KconfigSymbol } from './model.ts';
import type { SymbolTable } from './symbol-table.ts';

/** What a value is computed from: a symbol, or an expression that several symbols may share. */
type Node = KconfigSymbol | Expression;

/**
 * One problem for each circle, at the entry of the first symbol of it. In kernels with tristate choices
 * what depends on a member of a choice is no member, which no one has told us: their choices are left out.
 */
export function recursiveDependencies(symbols: SymbolTable, dialect: Dialect): KconfigProblem[] {
  const circles: KconfigSymbol[][] = [];
  const reported = new Set<KconfigSymbol>();
  const states = new Map<Node, 'open' | 'done'>();
  const report = (circle: KconfigSymbol[]) => {
    const isUnsure = dialect.tristateChoices && circle.some(({ isChoice }) => isChoice);
    if (isUnsure || circle.some((symbol) => reported.has(symbol))) return;
    for (const symbol of circle) reported.add(symbol);
    circles.push(circle);
  };
  for (const symbol of symbols.all()) if (!states.has(symbol)) visit(symbol, states, report);
  return circles.map(problemOf);
}

/** Goes down depth first, without recursion: conditions of real trees are thousands of terms long. */
function visit(
  root: Node,
  states: Map<Node, 'open' | 'done'>,
  report: (circle: KconfigSymbol[]) => void,
): void {
  const path = [{ node: root, rest: dependencies(root) }];
  states.set(root, 'open');
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const next = top.rest.pop();
    if (next === undefined) {
      states.set(top.node, 'done');
      path.pop();
      continue;
    }
    const state = states.get(next);
    if (state === 'open') {
      const start = path.findIndex(({ node }) => node === next);
      const circle = path.slice(start).flatMap(({ node }) => ('op' in node ? [] : [node]));
      // Members of a choice ask for its state, and it for theirs.
      if (circle.length > 1 || !circle[0]?.isChoice) report(circle);
    } else if (state === undefined) {
      states.set(next, 'open');
      path.push({ node: next, rest: dependencies(next) });
    }
  }
}

/** The last is looked at first. A member of a choice is as its choice is, which asks for all that they ask. */
function dependencies(node: Node): Node[] {
  if ('op' in node) return operands(node).map(groupOf);
  const group = node.isChoice ? [node, ...node.members] : [node];
  return group.flatMap(ownDependencies).map(groupOf).reverse();
}

function groupOf(node: Node): Node {
  return 'op' in node ? node : (node.choice ?? node);
}

/** What `sym_check_sym_deps` of scripts/kconfig/symbol.c looks at. */
function ownDependencies(symbol: KconfigSymbol): Node[] {
  const { directDependency, selectedBy, properties } = symbol;
  const selectors = selectedBy.flatMap(({ by, property }) => [by, property.condition]);
  const own = properties
    .filter(({ kind }) => kind === 'prompt' || kind === 'default' || kind === 'range')
    .flatMap(({ condition, value }) => [condition, value]);
  return [directDependency, ...selectors, ...own].filter((each) => each !== undefined);
}

function operands(expression: Expression): Node[] {
  switch (expression.op) {
    case 'symbol':
      return [expression.symbol];
    case 'not':
      return [expression.left];
    default:
      return [expression.left, expression.right];
  }
}

function problemOf(circle: readonly KconfigSymbol[]): KconfigProblem {
  const names = [...circle, ...circle.slice(0, 1)].map(({ name }) => name || 'a choice');
  const place = circle.find(({ entries }) => entries.length > 0)?.entries[0]?.place;
  return {
    ...(place ?? { file: 'Kconfig', line: 1 }),
    text: `recursive dependency: ${names.join(' depends on ')}`,
  };
}
