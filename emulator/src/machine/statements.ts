/** Statements to code. Every one can also be entered at a label inside it. */
import type { CompoundStatement, Expression, Statement } from '../../../language/src/index.ts';
import { asInteger, promote } from '../../../language/src/typing/arithmetic.ts';
import { constantValue } from '../../../language/src/typing/constant.ts';
import { asmCode } from './asm.ts';
import { castCode } from './cast.ts';
import {
  BREAK,
  CONTINUE,
  type Code,
  GOTO,
  NORMAL,
  R_RESULT,
  R_RETURN_SLOT,
  RETURN,
  type Regs,
  type Run,
  type StatementCode,
} from './code.ts';
import { declarationCode } from './declarations.ts';
import { valueCode } from './expressions.ts';
import { Fault } from './fault.ts';
import type { FunctionContext } from './function-context.ts';
import type { Machine } from './machine.ts';
import { isScalar, type Value } from './scalar-kind.ts';
import { LongJump } from './setjmp.ts';
import { isVariable } from './sizes.ts';
import { shorten } from './wide.ts';

const NO_LABELS: ReadonlySet<number> = new Set();

/** A jump out of a statement expression: caught by the statement around it. */
class Unwind {
  readonly regs: Regs;
  readonly code: number;

  constructor(regs: Regs, code: number) {
    this.regs = regs;
    this.code = code;
  }
}

function simple(run: (r: Regs) => number): StatementCode {
  return { run, labels: NO_LABELS, enter: run };
}

/** A statement that cannot be compiled faults when it is reached, not before. */
export function statementCode(c: FunctionContext, s: Statement): StatementCode {
  const outerUnwinds = c.unwinds;
  const outerSetjmp = c.setjmpLabel;
  c.unwinds = false;
  c.setjmpLabel = 0;
  let code: StatementCode;
  try {
    code = compile(c, s);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    error.place ??= c.owner.place(s.token);
    code = simple(() => {
      throw error;
    });
  }
  if (c.setjmpLabel !== 0) code = withSetjmp(code, c.setjmpLabel);
  if (c.unwinds) code = withUnwind(code);
  c.unwinds = outerUnwinds;
  c.setjmpLabel = outerSetjmp;
  return code;
}

function withUnwind(code: StatementCode): StatementCode {
  const guarded = (r: Regs, run: () => number): number => {
    try {
      return run();
    } catch (error) {
      if (error instanceof Unwind && error.regs === r) return error.code;
      throw error;
    }
  };
  return {
    labels: code.labels,
    run: (r) => guarded(r, () => code.run(r)),
    enter: (r, label) => guarded(r, () => code.enter(r, label)),
  };
}

function withSetjmp(code: StatementCode, label: number): StatementCode {
  return {
    labels: new Set([...code.labels, label]),
    run: code.run,
    enter: (r, to) => (to === label ? code.run(r) : code.enter(r, to)),
  };
}

function compile(c: FunctionContext, s: Statement): StatementCode {
  switch (s.kind) {
    case 'compound': return compoundCode(c, s);
    case 'declaration': return simple(declarationCode(c, s));
    case 'expression': return expressionStatement(c, s.expression, s.token);
    case 'if': return ifCode(c, s);
    case 'while': return whileCode(c, s);
    case 'do': return doCode(c, s);
    case 'for': return forCode(c, s);
    case 'switch': return switchCode(c, s);
    case 'case': return labelled(c, c.caseLabels.get(s) ?? c.newLabel(), s.body);
    case 'label': return labelled(c, s.nameId, s.body);
    case 'goto': return gotoCode(c, s);
    case 'break': return simple(() => BREAK);
    case 'continue': return simple(() => CONTINUE);
    case 'return': return returnCode(c, s);
    case 'asm': return simple(asmCode(c, s));
    default: return simple(() => NORMAL);
  } // biome-ignore format: a table
}

function expressionStatement(c: FunctionContext, e: Expression, token: number): StatementCode {
  const { run } = valueCode(c, e);
  const { machine } = c;
  return simple((r) => {
    machine.token = token;
    run(r);
    return NORMAL;
  });
}

/** The value as it stands in a condition. */
function conditionRun(c: FunctionContext, e: Expression, token: number): Run {
  const { run } = valueCode(c, e);
  const { machine } = c;
  return (r) => {
    machine.token = token;
    return run(r);
  };
}

function union(codes: readonly (StatementCode | undefined)[]): ReadonlySet<number> {
  if (codes.every((code) => code === undefined || code.labels.size === 0)) return NO_LABELS;
  const labels = new Set<number>();
  for (const code of codes) for (const label of code?.labels ?? []) labels.add(label);
  return labels;
}

function compoundCode(c: FunctionContext, s: CompoundStatement): StatementCode {
  const cleanups = c.openBlock();
  const codes = s.statements.map((inner) => statementCode(c, inner));
  c.closeBlock();
  const isVariableBlock = s.statements.some(declaresVariable);
  const plain = sequence(c.machine, codes);
  const block = isVariableBlock ? withStack(c.machine, plain) : plain;
  return cleanups.length === 0 ? block : withCleanups(block, cleanups);
}

function declaresVariable(s: Statement): boolean {
  return (
    s.kind === 'declaration' && s.symbols.some((x) => x.kind === 'object' && isVariable(x.type))
  );
}

/** Arrays of variable length live until their block is left. */
function withStack(machine: Machine, block: StatementCode): StatementCode {
  return {
    labels: block.labels,
    run: (r) => {
      const { sp } = machine;
      const code = block.run(r);
      machine.sp = sp;
      return code;
    },
    enter: block.enter,
  };
}

/** Variables with a cleanup function, the last declared first, however the block is left. */
function withCleanups(
  block: StatementCode,
  cleanups: readonly ((r: Regs) => void)[],
): StatementCode {
  const finish = (r: Regs, code: number): number => {
    const result = r[R_RESULT];
    for (let i = cleanups.length - 1; i >= 0; i--) cleanups[i](r);
    r[R_RESULT] = result;
    return code;
  };
  return {
    labels: block.labels,
    run: (r) => finish(r, block.run(r)),
    enter: (r, label) => finish(r, block.enter(r, label)),
  };
}

function sequence(machine: Machine, codes: readonly StatementCode[]): StatementCode {
  const labels = union(codes);
  const runs = codes.map((code) => code.run);
  const count = runs.length;
  if (labels.size === 0) {
    if (count === 1) return codes[0];
    return simple(chained(runs));
  }
  const from = (r: Regs, start: number, first: number): number => {
    let code = first;
    for (let i = start; ; ) {
      if (code === GOTO && labels.has(machine.gotoLabel)) {
        machine.countStep();
        const label = machine.gotoLabel;
        i = codes.findIndex((inner) => inner.labels.has(label));
        code = codes[i].enter(r, label);
      } else if (code !== NORMAL) return code;
      else {
        if (++i >= count) return NORMAL;
        code = runs[i](r);
      }
    }
  };
  return {
    labels,
    run: (r) => from(r, -1, NORMAL),
    enter: (r, label) => {
      machine.gotoLabel = label;
      return from(r, 0, GOTO);
    },
  };
}

/** Statements one after the other, four to a call: a loop over them would cost more than they do. */
function chained(runs: readonly ((r: Regs) => number)[]): (r: Regs) => number {
  if (runs.length === 0) return () => NORMAL;
  const [a, b, c] = runs;
  if (runs.length === 1) return a;
  if (runs.length === 2) return (r) => a(r) || b(r);
  if (runs.length === 3) return (r) => a(r) || b(r) || c(r);
  const rest = chained(runs.slice(3));
  return (r) => a(r) || b(r) || c(r) || rest(r);
}

function labelled(c: FunctionContext, label: number, body: Statement | undefined): StatementCode {
  const inner = body ? statementCode(c, body) : simple(() => NORMAL);
  return {
    labels: new Set([...inner.labels, label]),
    run: inner.run,
    enter: (r, to) => (to === label ? inner.run(r) : inner.enter(r, to)),
  };
}

function ifCode(c: FunctionContext, s: Statement & { kind: 'if' }): StatementCode {
  const test = conditionRun(c, s.condition, s.token);
  const then = statementCode(c, s.then);
  const otherwise = s.otherwise && statementCode(c, s.otherwise);
  const a = then.run;
  const b = otherwise?.run;
  const run = b
    ? (r: Regs) => (test(r) !== 0 ? a(r) : b(r))
    : (r: Regs) => (test(r) !== 0 ? a(r) : NORMAL);
  const labels = union([then, otherwise]);
  if (labels.size === 0) return simple(run);
  const enter = (r: Regs, label: number): number =>
    then.labels.has(label) ? then.enter(r, label) : (otherwise as StatementCode).enter(r, label);
  return { labels, run, enter };
}

/** A loop from its test on; `step` runs after the body. */
function loop(
  c: FunctionContext,
  body: StatementCode,
  test: Run | undefined,
  step: Run | undefined,
) {
  const { machine } = c;
  const { run } = body;
  return (r: Regs): number => {
    while (test === undefined || test(r) !== 0) {
      machine.countStep();
      const code = run(r);
      if (code !== NORMAL && code !== CONTINUE) {
        if (code === BREAK) return NORMAL;
        return code;
      }
      if (step !== undefined) step(r);
    }
    return NORMAL;
  };
}

/** Entering a loop at a label: the body from there, then the loop goes on. */
function entered(
  body: StatementCode,
  after: (r: Regs) => number,
): (r: Regs, label: number) => number {
  return (r, label) => {
    const code = body.enter(r, label);
    if (code === BREAK) return NORMAL;
    return code === NORMAL || code === CONTINUE ? after(r) : code;
  };
}

function whileCode(c: FunctionContext, s: Statement & { kind: 'while' }): StatementCode {
  const test = conditionRun(c, s.condition, s.token);
  const body = statementCode(c, s.body);
  const run = loop(c, body, test, undefined);
  return { run, labels: body.labels, enter: entered(body, run) };
}

function doCode(c: FunctionContext, s: Statement & { kind: 'do' }): StatementCode {
  const body = statementCode(c, s.body);
  const test = conditionRun(c, s.condition, s.token);
  const again = loop(c, body, test, undefined);
  const run = (r: Regs): number => {
    const code = body.run(r);
    if (code === BREAK) return NORMAL;
    return code === NORMAL || code === CONTINUE ? again(r) : code;
  };
  return { run, labels: body.labels, enter: entered(body, again) };
}

function forCode(c: FunctionContext, s: Statement & { kind: 'for' }): StatementCode {
  const cleanups = c.openBlock();
  const init = s.init && statementCode(c, s.init);
  const test = s.condition && conditionRun(c, s.condition, s.token);
  const step = s.step && valueCode(c, s.step).run;
  const body = statementCode(c, s.body);
  c.closeBlock();
  const again = loop(c, body, test, step);
  const run = (r: Regs): number => (init ? init.run(r) : NORMAL) || again(r);
  const enter = entered(body, (r) => {
    if (step) step(r);
    return again(r);
  });
  const code = { run, labels: body.labels, enter };
  return cleanups.length === 0 ? code : withCleanups(code, cleanups);
}

interface CaseRange {
  readonly low: Value;
  readonly high: Value;
  readonly label: number;
}

function switchCode(c: FunctionContext, s: Statement & { kind: 'switch' }): StatementCode {
  const { machine } = c;
  const type = promote(c.parser.types, s.value.type);
  const kind = c.kind(type);
  const value = castCode(valueCode(c, s.value), kind).run;
  const exact = new Map<Value, number>();
  const ranges: CaseRange[] = [];
  let fallback = 0;
  const caseValue = (e: Expression): Value => {
    const known = constantValue(c.parser, e);
    if (known === undefined) throw new Fault('unsupported', 'a case that is not constant');
    const integer = asInteger(type);
    const code = { kind: 'i128' as const, run: () => 0, constant: shorten(known) };
    return integer ? (castCode(code, kind).constant as Value) : shorten(known);
  };
  for (const item of casesOf(s.body)) {
    const label = c.newLabel();
    c.caseLabels.set(item, label);
    if (item.first === undefined) fallback = label;
    else if (item.last === undefined) exact.set(caseValue(item.first), label);
    else ranges.push({ low: caseValue(item.first), high: caseValue(item.last), label });
  }
  const body = statementCode(c, s.body);
  const run = (r: Regs): number => {
    machine.token = s.token;
    const v = value(r);
    const label = exact.get(v) ?? ranges.find((x) => v >= x.low && v <= x.high)?.label ?? fallback;
    if (label === 0) return NORMAL;
    const code = body.enter(r, label);
    return code === BREAK ? NORMAL : code;
  };
  const enter = (r: Regs, label: number): number => {
    const code = body.enter(r, label);
    return code === BREAK ? NORMAL : code;
  };
  return { run, labels: body.labels, enter };
}

type Case = Statement & { kind: 'case' };

/** The cases of a switch, those of inner switches left out. */
function casesOf(s: Statement | undefined): Case[] {
  if (s === undefined) return [];
  switch (s.kind) {
    case 'case': return [s, ...casesOf(s.body)];
    case 'compound': return s.statements.flatMap(casesOf);
    case 'if': return [...casesOf(s.then), ...casesOf(s.otherwise)];
    case 'while': case 'do': case 'for': case 'label': return casesOf(s.body);
    default: return [];
  } // biome-ignore format: a table
}

function gotoCode(c: FunctionContext, s: Statement & { kind: 'goto' }): StatementCode {
  const { machine } = c;
  const { labelId } = s;
  if (s.computed === undefined)
    return simple(() => {
      machine.gotoLabel = labelId;
      return GOTO;
    });
  const target = valueCode(c, s.computed).run;
  return simple((r) => {
    const address = target(r);
    for (const [label, at] of c.labelAddresses) {
      if (at !== address) continue;
      machine.gotoLabel = label;
      return GOTO;
    }
    throw new Fault('bad-call', 'a computed goto to something that is no label of the function');
  });
}

function returnCode(c: FunctionContext, s: Statement & { kind: 'return' }): StatementCode {
  const { machine } = c;
  const { token } = s;
  if (s.value === undefined) return simple(() => RETURN);
  const value = valueCode(c, s.value);
  const kind = c.kind(c.returnType);
  if (kind === 'aggregate') {
    const size = c.sizeBytes(c.returnType);
    return simple((r) => {
      machine.token = token;
      machine.memory.copy(r[R_RETURN_SLOT] as number, value.run(r) as number, size);
      r[R_RESULT] = r[R_RETURN_SLOT];
      return RETURN;
    });
  }
  const { run } = isScalar(kind) && isScalar(value.kind) ? castCode(value, kind) : value;
  return simple((r) => {
    machine.token = token;
    r[R_RESULT] = run(r);
    return RETURN;
  });
}

/** `({ … })`: the value of the last expression. */
export function statementExpression(
  c: FunctionContext,
  e: Expression & { kind: 'statementExpression' },
): Code {
  const { statements } = e.body;
  const last = statements[statements.length - 1];
  const kind = c.kind(e.type);
  const cleanups = c.openBlock();
  const hold = c.register();
  const before = c.unwinds;
  const codes = statements.map((s) =>
    s === last ? lastCode(c, s, kind, hold) : statementCode(c, s),
  );
  c.closeBlock();
  const plain = sequence(c.machine, codes);
  const block = cleanups.length === 0 ? plain : withCleanups(plain, cleanups);
  c.unwinds = before || statements.some(jumps);
  return {
    kind,
    run: (r) => {
      const code = block.run(r);
      if (code !== NORMAL) throw new Unwind(r, code);
      return r[hold];
    },
  };
}

function lastCode(
  c: FunctionContext,
  s: Statement,
  kind: Code['kind'],
  hold: number,
): StatementCode {
  if (s.kind === 'label' && s.body) {
    const inner = lastCode(c, s.body, kind, hold);
    const label = s.nameId;
    return {
      labels: new Set([...inner.labels, label]),
      run: inner.run,
      enter: (r, to) => (to === label ? inner.run(r) : inner.enter(r, to)),
    };
  }
  if (s.kind !== 'expression' || kind === 'void') return statementCode(c, s);
  const value = valueCode(c, s.expression);
  const { run } = kind === 'aggregate' ? value : castCode(value, kind);
  const { machine } = c;
  return simple((r) => {
    machine.token = s.token;
    r[hold] = run(r);
    return NORMAL;
  });
}

/** True when a statement may leave the statement expression that it stands in. */
function jumps(s: Statement | undefined): boolean {
  if (s === undefined) return false;
  switch (s.kind) {
    case 'goto': case 'return': case 'break': case 'continue': return true;
    case 'compound': return s.statements.some(jumps);
    case 'if': return jumps(s.then) || jumps(s.otherwise);
    case 'while': case 'do': case 'for': case 'switch': case 'case': case 'label': return jumps(s.body);
    default: return false;
  } // biome-ignore format: a table
}

/** Runs a function's body; one that calls setjmp is entered again where a longjmp leads. */
export function bodyRun(c: FunctionContext, body: StatementCode): (r: Regs) => number {
  if (!c.hasSetjmp) return body.run;
  const { machine } = c;
  return (r) => {
    const { depth } = machine;
    let next = (): number => body.run(r);
    for (;;) {
      try {
        return next();
      } catch (error) {
        if (!(error instanceof LongJump) || error.regs !== r) throw error;
        machine.unwind(depth, r[0] as number);
        machine.pendingJump = error;
        next = () => body.enter(r, error.label);
      }
    }
  };
}
