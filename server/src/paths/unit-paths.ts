import type { SourceFile } from '../../../language/src/source/source-map.ts';
import type { Expression } from '../../../language/src/syntax/ast.ts';
import type { FunctionDefinition, ObjectSym } from '../../../language/src/syntax/symbols.ts';
import type { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import { functionsWrittenIn } from '../../../language/src/unit/written-functions.ts';
import type { MemdescModel } from '../memdesc/memdesc.ts';
import { buildFlowGraph } from './build-flow-graph.ts';
import { ConstantFunctions } from './constant-functions.ts';
import type { PathEnvironment } from './environment.ts';
import { expressionKey } from './expression-key.ts';
import type { FlowContext } from './flow-blocks.ts';
import type { FlowGraph } from './flow-graph.ts';
import type { ForeignFunctions } from './foreign-functions.ts';
import { NoreturnFunctions } from './noreturn.ts';
import type { PathEvent } from './operation.ts';
import { RelevantFunctions } from './relevant-functions.ts';
import { summarize } from './summarize.ts';
import type { Summary } from './summary.ts';
import { objectKey } from './table-object.ts';
import { TableTypes } from './table-types.ts';
import { walkPaths } from './walk-paths.ts';

/** A function deeper in a chain of calls than this is taken as unknown. */
const MAX_DEPTH = 24;

/** What the paths through one function showed. */
export interface FunctionPaths {
  readonly definition: FunctionDefinition;
  /** Undefined when the paths were too many. */
  readonly summary: Summary | undefined;
  readonly events: readonly PathEvent[];
  /** Types of tables that some path leaves behind raw. */
  readonly leftRaw: ReadonlySet<string>;
}

/** The paths of a unit's functions, each walked when it is first asked for. */
export class UnitPaths {
  readonly unit: TranslationUnit;
  readonly types: TableTypes;
  /** What was thrown while functions were walked. */
  readonly failures: unknown[] = [];
  private readonly relevant: RelevantFunctions;
  private flow: FlowContext | undefined;
  private readonly known = new Map<FunctionDefinition, FunctionPaths>();
  private readonly active = new Set<FunctionDefinition>();
  private readonly byFile = new Map<SourceFile, readonly FunctionPaths[]>();

  private readonly foreign: ForeignFunctions | undefined;

  constructor(unit: TranslationUnit, model: MemdescModel, foreign?: ForeignFunctions) {
    this.unit = unit;
    this.foreign = foreign;
    this.types = new TableTypes(unit, model);
    this.relevant = new RelevantFunctions(unit, foreign);
  }

  /** The functions written in a file that can do something to tables, in the order of the file. */
  inFile(file: SourceFile): readonly FunctionPaths[] {
    const known = this.byFile.get(file);
    if (known) return known;
    const found = [...this.steps(file)];
    this.byFile.set(file, found);
    return found;
  }

  /** The same, one function at a time: what was walked is kept. */
  *steps(file: SourceFile): Generator<FunctionPaths> {
    for (const definition of functionsWrittenIn(this.unit, file))
      if (this.relevant.has(definition.symbol.nameId)) yield this.paths(definition);
  }

  /** The functions of the unit whose names match. */
  named(pattern: RegExp): readonly FunctionDefinition[] {
    const { interner } = this.unit;
    return this.unit.fileLevel.functions((nameId) => pattern.test(interner.text(nameId)));
  }

  /** What a function of this name does; undefined when its body is not here or is too much. */
  summaryOf(name: string): Summary | undefined {
    const definition = this.unit.definition(this.unit.interner.find(name));
    if (!definition) return this.foreign?.summaryOf(name);
    if (this.active.has(definition) || this.active.size > MAX_DEPTH) return undefined;
    return this.paths(definition).summary;
  }

  paths(definition: FunctionDefinition): FunctionPaths {
    const known = this.known.get(definition);
    if (known) return known;
    this.active.add(definition);
    const paths = this.guardedWalk(definition);
    this.active.delete(definition);
    this.known.set(definition, paths);
    return paths;
  }

  /** A mistake of ours in one function must not cost the others. */
  private guardedWalk(definition: FunctionDefinition): FunctionPaths {
    try {
      return this.walk(definition);
    } catch (error) {
      this.failures.push(error);
      return { definition, summary: undefined, events: [], leftRaw: new Set() };
    }
  }

  /** What graphs are built with, made when the first one is. */
  private flowContext(): FlowContext {
    const { unit } = this;
    this.flow ??= {
      constants: unit.parser,
      noreturn: new NoreturnFunctions(unit),
      constantFunctions: new ConstantFunctions(unit),
      text: (id) => unit.interner.text(id),
    };
    return this.flow;
  }

  private walk(definition: FunctionDefinition): FunctionPaths {
    const graph = buildFlowGraph(this.flowContext(), this.unit.body(definition));
    const events = new Map<string, PathEvent>();
    const env: PathEnvironment = {
      unit: this.unit,
      types: this.types,
      repeatedTests: repeatedTests(graph),
      summaryOf: (name) => this.summaryOf(name),
      isRelevant: (symbol: ObjectSym) => this.relevant.has(symbol.nameId),
      report: (event) => {
        const key = eventKey(event);
        if (!events.has(key)) events.set(key, event);
      },
    };
    const walked = walkPaths(env, definition, graph);
    if (!walked) return { definition, summary: undefined, events: [], leftRaw: new Set() };
    const { ends, leftRaw } = walked;
    return { definition, summary: summarize(ends), events: [...events.values()], leftRaw };
  }
}

function eventKey({ operation, object, sawDestructor }: PathEvent): string {
  return `${operation.kind}${operation.token}:${operation.innerToken}:${objectKey(object)}:${sawDestructor}`;
}

/** The conditions that more than one branch asks: only their answers are worth remembering. */
function repeatedTests(graph: FlowGraph): Set<string> {
  const branches = new Map<string, Set<Expression>>();
  for (const { edges } of graph.blocks)
    for (const { when } of edges) {
      if (when?.kind !== 'test') continue;
      const key = expressionKey(when.condition)?.key;
      if (key !== undefined)
        branches.set(key, (branches.get(key) ?? new Set()).add(when.condition));
    }
  return new Set([...branches].filter(([, tests]) => tests.size > 1).map(([key]) => key));
}
