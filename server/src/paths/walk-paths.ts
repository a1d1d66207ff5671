/**
 * Follows every path through a function to a fixpoint. The states at a block are kept apart while they
 * are few, and made coarser where they are not, so that a function costs a bounded amount of work.
 */
import type { FunctionDefinition } from '../../../language/src/syntax/symbols.ts';
import type { PathEnvironment } from './environment.ts';
import { Evaluator } from './evaluate.ts';
import type { Edge, FlowGraph, Step } from './flow-graph.ts';
import { isLost } from './lost-tables.ts';
import type { Operation } from './operation.ts';
import { numberValue, PathState, UNKNOWN, type Value, valueKey } from './path-state.ts';
import { store } from './places.ts';
import { newObject, type TableObject } from './table-object.ts';

/** From here on, states at one block lose what only sharpens. */
const FINE_STATES = 6;
/** More than that is given up. */
const MAX_STATES = 16;
const MAX_STEPS = 2_500;

/** A path's end: where the function returns, and what. */
export interface PathEnd {
  readonly state: PathState;
  readonly result: Value;
}

/** Where all paths led. */
export interface WalkedPaths {
  readonly ends: readonly PathEnd[];
  /** Types of tables that some path leaves behind raw: `pmd_t`. */
  readonly leftRaw: ReadonlySet<string>;
}

/** Walks all paths; undefined when they are too many to follow. */
export function walkPaths(
  env: PathEnvironment,
  definition: FunctionDefinition,
  graph: FlowGraph,
): WalkedPaths | undefined {
  const walker = new Walker(env, graph, definition.endToken);
  const ends = walker.walk(entryState(env, definition));
  return ends && { ends, leftRaw: walker.leftRaw };
}

function entryState(env: PathEnvironment, definition: FunctionDefinition): PathState {
  const state = new PathState();
  definition.parameters.forEach((parameter, index) => {
    if (!env.types.mayCarryTable(parameter.type)) {
      state.vars.set(parameter, { kind: 'argument', index });
      return;
    }
    const site = -1 - index;
    const tableType = env.types.tableType(parameter.type);
    state.objects.set(site, newObject(site, { kind: 'parameter', index }, tableType));
    state.vars.set(parameter, { kind: 'object', site, form: 'address' });
  });
  return state;
}

class Walker {
  private readonly evaluator: Evaluator;
  private readonly graph: FlowGraph;
  private readonly seen: Set<string>[];
  private readonly queue: { block: number; state: PathState }[] = [];
  private readonly ends = new Map<string, PathEnd>();
  private steps = 0;
  /** Of the step that came last. */
  private lastToken = -1;
  private readonly endToken: number;
  /** Types of tables that some path leaves behind raw. */
  readonly leftRaw = new Set<string>();

  constructor(env: PathEnvironment, graph: FlowGraph, endToken: number) {
    this.endToken = endToken;
    this.evaluator = new Evaluator(env);
    this.graph = graph;
    this.seen = graph.blocks.map(() => new Set());
  }

  walk(entry: PathState): PathEnd[] | undefined {
    if (!this.arrive(this.graph.entry, entry, -1)) return undefined;
    for (let next = this.queue.pop(); next; next = this.queue.pop())
      if (!this.block(next.block, next.state)) return undefined;
    return [...this.ends.values()];
  }

  private arrive(block: number, state: PathState, token: number): boolean {
    const seen = this.seen[block] as Set<string>;
    const arriving = seen.size >= FINE_STATES ? state.coarse() : state;
    for (const object of arriving.dropUnreachable()) this.leave(arriving, object, token);
    const key = arriving.key();
    if (seen.has(key)) return true;
    seen.add(key);
    this.queue.push({ block, state: arriving });
    return seen.size <= MAX_STATES;
  }

  private block(index: number, entry: PathState): boolean {
    const block = this.graph.blocks[index];
    let states = [entry];
    for (const step of block?.steps ?? []) {
      this.steps += states.length;
      states = states.flatMap((state) => this.step(step, state));
      if (states.length > MAX_STATES || this.steps > MAX_STEPS) return false;
    }
    if (index === this.graph.exit) for (const state of states) this.end(state, UNKNOWN);
    const edges = block?.edges ?? [];
    // The last edge may have the state itself; the others need their own.
    return edges.every((edge, at) =>
      states.every((state) =>
        this.follow(edge, at < edges.length - 1 ? state.clone() : state).every((after) =>
          this.arrive(edge.to, after, this.lastToken),
        ),
      ),
    );
  }

  /** Tells of a table that nobody can name any more. What was made coarse may be no path. */
  private leave(state: PathState, object: TableObject, token: number): void {
    if (token < 0 || !isLost(state, object)) return;
    const operation: Operation = { kind: 'leave', token, name: '' };
    this.evaluator.env.report({ operation, object, sawDestructor: state.sawDestructor });
  }

  private end(state: PathState, result: Value, token = this.endToken): void {
    const given = result.kind === 'object' ? result.site : undefined;
    for (const object of state.objects.values())
      if (object.site !== given) this.leave(state, object, token);
    for (const { life, tableType } of state.objects.values())
      if (life === 'raw' && tableType) this.leftRaw.add(tableType);
    this.ends.set(`${state.key()}=${valueKey(result)}`, { state, result });
  }

  private step(step: Step, state: PathState): PathState[] {
    const { evaluator } = this;
    this.lastToken = tokenOf(step, this.lastToken);
    switch (step.kind) {
      case 'evaluate':
        return evaluator.evaluate(step.expression, state).map((o) => o.state);
      case 'declare':
        return this.declareVariable(step, state);
      case 'result':
        return this.result(step, state);
      case 'return':
        this.returnFrom(step, state);
        return [];
      case 'asm':
        return this.asm(step, state);
    }
  }

  private declareVariable({ symbol }: Step & { kind: 'declare' }, state: PathState): PathState[] {
    const { initializer } = symbol;
    if (symbol.storage === 'static') return [state];
    if (!initializer || initializer.kind === 'initializerList') {
      state.forgetSymbol(symbol);
      state.vars.delete(symbol);
      return [state];
    }
    return this.evaluator.evaluate(initializer, state).map((o) => {
      this.evaluator.setVariable(o.state, symbol, o.value, symbol.token);
      return o.state;
    });
  }

  private result({ of, value }: Step & { kind: 'result' }, state: PathState): PathState[] {
    if (typeof value === 'bigint') {
      state.temps.set(of, numberValue(value));
      return [state];
    }
    if (!value) return [state];
    return this.evaluator.evaluate(value, state).map((o) => {
      o.state.temps.set(of, o.value);
      return o.state;
    });
  }

  private returnFrom({ value, token }: Step & { kind: 'return' }, state: PathState): void {
    const outcomes = value ? this.evaluator.evaluate(value, state) : [{ state, value: UNKNOWN }];
    for (const o of outcomes) {
      if (o.value.kind === 'object')
        this.evaluator.apply(o.state, o.value, { kind: 'return', token, name: '' });
      this.end(o.state, o.value, token);
    }
  }

  /** What goes through assembly may have changed; a register may carry a table somewhere. */
  private asm({ statement }: Step & { kind: 'asm' }, state: PathState): PathState[] {
    const { evaluator } = this;
    let states = [state];
    for (const { expression, token } of statement.inputs)
      states = states.flatMap((s) =>
        evaluator.evaluate(expression, s).map((o) => {
          if (o.value.kind === 'object' && o.value.form === 'address')
            evaluator.apply(o.state, o.value, { kind: 'escape', token, name: 'asm' });
          return o.state;
        }),
      );
    for (const { expression } of statement.outputs)
      for (const s of states) store(evaluator, expression, UNKNOWN, s);
    return states;
  }

  private follow(edge: Edge, state: PathState): PathState[] {
    const { when } = edge;
    if (!when) return [state];
    if (when.kind === 'test') return this.evaluator.assume(when.condition, when.truth, state);
    return this.evaluator.evaluate(when.value, state).flatMap(({ state: after, value }) => {
      if (value.kind !== 'number') return [after];
      const isIn = when.ranges.some(
        ({ first, last }) =>
          first === undefined ||
          last === undefined ||
          (value.value >= first && value.value <= last),
      );
      return isIn === (when.kind === 'case') ? [after] : [];
    });
  }
}

/** Where a step stands in the text. */
function tokenOf(step: Step, otherwise: number): number {
  switch (step.kind) {
    case 'evaluate':
      return step.expression.token;
    case 'declare':
      return step.symbol.token;
    case 'return':
      return step.token;
    default:
      return otherwise;
  }
}
