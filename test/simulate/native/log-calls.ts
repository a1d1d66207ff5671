/**
 * Makes preprocessed C tell what its calls return. Every call of a function becomes a statement
 * expression that hands the value to `native_returned()` of host.c and has the same value; arguments and
 * operands are evaluated from left to right, which C leaves open and the emulator does. Functions that can run out of
 * memory ask host.c first. gcc has preprocessed the text; our parser only says where its calls are.
 */
import type {
  BinaryExpression,
  CallExpression,
  Expression,
} from '../../../language/src/syntax/ast.ts';
import type { FunctionDefinition } from '../../../language/src/syntax/symbols.ts';
import { visitExpression, visitStatement } from '../../../language/src/syntax/visit.ts';
import type { Target } from '../../../language/src/targets/target.ts';
import { resolve } from '../../../language/src/types/types.ts';
import type { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import { unitOf } from '../../../language/test/kit.ts';
import { type Call, CallRewriter, type Operation } from './call-rewriter.ts';

export interface CallLogging {
  readonly target: Target;
  /** What the host or the machine performs itself: neither their calls nor those inside them are told of. */
  readonly silent: ReadonlySet<string>;
  /** Functions that give nothing when their allocation is the one that fails. */
  readonly failing: (name: string) => boolean;
}

/** What host.c offers. */
const DECLARATIONS = `
void native_returned(const char *name, void *function, void *value, unsigned long size);
int native_allocation_begin(const char *name);
void native_allocation_end(int *due);
void native_trap(void);
`;

/** @throws when the text does not parse */
export function logCalls(text: string, logging: CallLogging): string {
  const options = { deferBodies: false } as const;
  const unit = unitOf(text, { target: logging.target, options });
  const definitions = unit.declarations.flatMap(({ definition }) => definition ?? []);
  const told = definitions.filter(({ symbol }) => !logging.silent.has(symbol.name));
  const parts = told.flatMap((definition) => partsIn(unit, definition, logging));
  const [problem] = unit.problems;
  if (problem) throw new Error(`${problem.message} at ${unit.sources.place(problem.loc)?.line}`);
  const bodies = told.filter(({ symbol }) => logging.failing(symbol.name));
  const checks = bodies.map((each) => [behindBrace(unit, each), failureCheck(each)] as const);
  const { text: written } = new CallRewriter(text, parts, new Map(checks));
  return DECLARATIONS + written.replaceAll('__builtin_trap', 'native_trap');
}

function failureCheck({ symbol }: FunctionDefinition): string {
  const due = '__attribute__((cleanup(native_allocation_end))) int native_due';
  return ` ${due} = native_allocation_begin("${symbol.name}"); if (native_due) return 0; `;
}

function behindBrace(unit: TranslationUnit, definition: FunctionDefinition): number {
  return offsetOf(unit, unit.body(definition).token) + 1;
}

function offsetOf(unit: TranslationUnit, token: number): number {
  return unit.sources.place(unit.tokens.locs[token] as number)?.offset ?? 0;
}

function partsIn(
  unit: TranslationUnit,
  definition: FunctionDefinition,
  { silent }: CallLogging,
): (Call | Operation)[] {
  const parts: (Call | Operation)[] = [];
  visitStatement(unit.body(definition), (e) => {
    if (isTold(e, silent)) parts.push(callAt(unit, e, calledName(e.callee)));
    if (e.kind !== 'binary' || !holdsCall(e.left, silent) || !holdsCall(e.right, silent)) return;
    if (!/^(?:&&|\|\|)$/.test(spelling(unit)(e.token))) parts.push(operationAt(unit, e));
  });
  return parts;
}

function isTold(e: Expression, silent: ReadonlySet<string>): e is CallExpression {
  // The compiler's own functions are declared nowhere.
  if (e.kind !== 'call' || (e.callee.kind === 'identifier' && !e.callee.symbol)) return false;
  const name = calledName(e.callee);
  // An assertion of the compiler's is called nowhere in a program that links.
  return !(name && (silent.has(name) || /^__builtin_|^__compiletime_/.test(name)));
}

function holdsCall(e: Expression, silent: ReadonlySet<string>): boolean {
  let holds = false;
  visitExpression(e, (inner) => {
    holds ||= isTold(inner, silent);
  });
  return holds;
}

function operationAt(unit: TranslationUnit, e: BinaryExpression): Operation {
  const spell = spelling(unit);
  let [start, last] = [e.token, e.token + 1];
  visitExpression(e.left, ({ token }) => {
    start = Math.min(start, token);
  });
  visitExpression(e.left, (inner) => {
    if (inner.kind === 'call') start = Math.min(start, calleeStart(spell, inner.token));
  });
  visitExpression(e.right, ({ token }) => {
    last = Math.max(last, token);
  });
  for (let depth = depthOf(spell, start, e.token); depth < 0; ) {
    start--;
    depth += '([{'.includes(spell(start)) ? 1 : ')]}'.includes(spell(start)) ? -1 : 0;
  }
  while (depthOf(spell, e.token + 1, last + 1) > 0) last++;
  const offset = (token: number): number => offsetOf(unit, token);
  const close = offset(last) + Buffer.byteLength(spell(last)) - 1;
  return { start: offset(start), operator: offset(e.token), right: offset(e.token + 1), close };
}

/** Brackets that are opened in a range and not closed, less those that are closed and not opened. */
function depthOf(spell: (token: number) => string, from: number, to: number): number {
  let depth = 0;
  for (let token = from; token < to; token++) {
    if ('([{'.includes(spell(token))) depth++;
    else if (')]}'.includes(spell(token))) depth--;
  }
  return depth;
}

function spelling({ parser, interner }: TranslationUnit): (token: number) => string {
  return (token) => interner.text(parser.stream.ids[token] as number);
}

function calledName(callee: Expression): string | undefined {
  if (callee.kind !== 'identifier') return undefined;
  return callee.symbol?.kind === 'function' ? callee.symbol.name : undefined;
}

function callAt(unit: TranslationUnit, e: CallExpression, name: string | undefined): Call {
  const spell = spelling(unit);
  const commas: number[] = [];
  const close = matching(spell, e.token, 1, commas);
  const offset = (token: number): number => offsetOf(unit, token);
  const edges = [e.token, ...commas, close];
  return {
    start: offset(calleeStart(spell, e.token)),
    open: offset(e.token),
    close: offset(close),
    args:
      close === e.token + 1
        ? []
        : edges.slice(1).map((to, i) => [offset(edges[i] as number) + 1, offset(to)] as const),
    name,
    isVoid: resolve(e.type).kind === 'void',
  };
}

/** The bracket that belongs to one, and the commas between them that are in no other. */
function matching(
  spell: (token: number) => string,
  from: number,
  step: 1 | -1,
  commas: number[] = [],
): number {
  let depth = 0;
  for (let token = from; ; token += step) {
    const spelling = spell(token);
    if ('([{'.includes(spelling)) depth += step;
    else if (')]}'.includes(spelling)) depth -= step;
    else if (spelling === ',' && depth === 1) commas.push(token);
    if (depth === 0) return token;
  }
}

/** Where a postfix expression begins that ends before a call's parenthesis. */
function calleeStart(spell: (token: number) => string, open: number): number {
  let token = open;
  for (;;) {
    while (')]'.includes(spell(token - 1))) token = matching(spell, token - 1, -1);
    // A name, unless the brackets were the operand itself.
    if (/^\w+$/.test(spell(token - 1)) && !/^(?:return|else|do)$/.test(spell(token - 1))) token--;
    if (!/^(?:\.|->)$/.test(spell(token - 1))) return token;
    token--;
  }
}
