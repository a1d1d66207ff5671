/**
 * Rule: void-laundering
 *
 * Reports a pointer to one memdesc that becomes a pointer to another by way of a `void *` variable.
 */
import { K_LAST, P_STAR } from '../../../language/src/lexer/spellings.ts';
import type { Expression } from '../../../language/src/syntax/ast.ts';
import { statementsIn } from '../../../language/src/syntax/statements-in.ts';
import type { FunctionDefinition, ObjectSym, Sym } from '../../../language/src/syntax/symbols.ts';
import { type CType, resolve } from '../../../language/src/types/types.ts';
import { pointedRecord } from '../memdesc/conversions.ts';
import { overlayRecords } from '../memdesc/record-sets.ts';
import { bodyWords } from './support/bodies.ts';
import { isNull } from './support/local-values.ts';
import { placeOf, relatedAt } from './support/path-findings.ts';
import type { Finding, Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';

const meta: RuleMeta = {
  id: 'void-laundering',
  severity: 'info',
  since: '0.1.0',
  summary: 'A memdesc becomes another by way of a variable without a type.',
  needs: 'types',
  fixable: false,
};

const docs: RuleDocs = {
  what: `A local variable of type void * is only ever given pointers to one memdesc, and is then handed to
something that takes a pointer to another.`,
  why: `The compiler converts to and from void * without a word. It works as long as one memdesc lies over
the other at the same address, and breaks when they are allocated apart.`,
  how: `Give the variable its type, and convert where the other memdesc is needed.`,
};

export const voidLaundering: Rule = { meta, docs, check };

function check(context: RuleContext): Finding[] {
  const { model } = context;
  const records = overlayRecords(model);
  return context.definitions
    .filter((definition) => declaresVoidPointer(context, definition))
    .flatMap((definition) => findingsIn(context, definition, records));
}

function findingsIn(
  context: RuleContext,
  definition: FunctionDefinition,
  records: ReadonlySet<string>,
): Finding[] {
  const traffic = new VoidTraffic(context, definition);
  return traffic.taken.flatMap(({ value, symbol, to }) => {
    const from = to !== undefined && records.has(to) ? traffic.recordIn(symbol) : undefined;
    if (from === undefined || from === to || !records.has(from)) return [];
    const place = placeOf(context, value.token);
    const related = relatedAt(context, symbol.token, 'The variable has no type.');
    if (!place) return [];
    return {
      rule: meta.id,
      severity: meta.severity,
      message: `${symbol.name} holds a ${from} * and is used here as a ${to} *, which the compiler cannot check. Declare it with its type, and convert it.`,
      place,
      function: definition.symbol.name,
      ...(related && { related: [related] }),
    };
  });
}

/** `void *name` stands in the body: a cast has a parenthesis there. */
function declaresVoidPointer({ unit }: RuleContext, definition: FunctionDefinition): boolean {
  const { ids, start, end } = bodyWords(unit, definition);
  const word = unit.interner.intern('void');
  for (let at = start; at < end; at++) {
    if (ids[at] === word && ids[at + 1] === P_STAR && (ids[at + 2] as number) > K_LAST) return true;
  }
  return false;
}

interface Taken {
  readonly value: Expression;
  readonly symbol: ObjectSym;
  /** What it is taken for. */
  readonly to: string | undefined;
}

/** What goes into the void pointers of a function and what they are taken for, seen in one pass. */
class VoidTraffic {
  readonly taken: Taken[] = [];
  readonly #values = new Map<ObjectSym, Expression[]>();
  readonly #hidden = new Set<ObjectSym>();

  constructor({ unit, bodies }: RuleContext, definition: FunctionDefinition) {
    const body = unit.body(definition);
    const type = resolve(definition.symbol.type);
    for (const statement of statementsIn(body)) {
      if (statement.kind === 'return' && type.kind === 'function') {
        this.#take(statement.value, type.returnType);
      }
      if (statement.kind === 'declaration') this.#declare(statement.symbols);
    }
    for (const e of bodies.expressions(definition)) this.#see(e);
  }

  /** The one record that a variable is ever given a pointer to; undefined for several and for none. */
  recordIn(symbol: ObjectSym): string | undefined {
    if (this.#hidden.has(symbol)) return undefined;
    const values = (this.#values.get(symbol) ?? []).filter((value) => !isNull(value));
    const given = new Set(values.map((value) => pointedRecord(bare(value).type)));
    return given.size === 1 ? [...given][0] : undefined;
  }

  #declare(symbols: readonly Sym[]): void {
    for (const symbol of symbols) {
      const value = symbol.kind === 'object' ? symbol.initializer : undefined;
      if (symbol.kind !== 'object' || !value || value.kind === 'initializerList') continue;
      this.#give(symbol, value);
      this.#take(value, symbol.type);
    }
  }

  #see(e: Expression): void {
    if (e.kind === 'assign') {
      const symbol = variableOf(e.left);
      if (symbol) this.#give(symbol, e.right);
      this.#take(e.right, e.left.type);
    } else if (e.kind === 'cast') this.#take(e.operand, e.type);
    else if (e.kind === 'call') this.#call(e.callee, e.args);
    else if (e.kind === 'unary' && /^(&|post)|[+-]{2}/.test(e.operator)) {
      const symbol = variableOf(e.operand);
      if (symbol) this.#hidden.add(symbol);
    }
  }

  #call(callee: Expression, args: readonly Expression[]): void {
    const called = resolve(callee.type);
    const type = called.kind === 'pointer' ? resolve(called.pointee) : called;
    if (type.kind !== 'function') return;
    args.forEach((argument, index) => {
      this.#take(argument, type.parameters[index]?.type);
    });
  }

  #give(symbol: ObjectSym, value: Expression): void {
    if (!isLocalVoid(symbol)) return;
    const values = this.#values.get(symbol);
    if (values) values.push(value);
    else this.#values.set(symbol, [value]);
  }

  #take(value: Expression | undefined, type: CType | undefined): void {
    const symbol = value && variableOf(value);
    if (!symbol || !isLocalVoid(symbol)) return;
    this.taken.push({ value, symbol, to: type && pointedRecord(type) });
  }
}

function variableOf(e: Expression): ObjectSym | undefined {
  return e.kind === 'identifier' && e.symbol?.kind === 'object' ? e.symbol : undefined;
}

function isLocalVoid(symbol: ObjectSym): boolean {
  if (!symbol.local) return false;
  const type = resolve(symbol.type);
  return type.kind === 'pointer' && resolve(type.pointee).kind === 'void';
}

/** Without casts to void *. */
function bare(e: Expression): Expression {
  return e.kind === 'cast' && pointedRecord(e.type) === undefined ? bare(e.operand) : e;
}
