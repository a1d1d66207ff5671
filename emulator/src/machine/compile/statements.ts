/** Statements to code. Every one can also be entered at a label inside it. */
import type { Statement } from '../../../../language/src/syntax/ast.ts';
import { Fault } from '../run/fault.ts';
import { withUnwind } from '../run/unwind.ts';
import { asmCode } from './asm/statement.ts';
import { BREAK, CONTINUE, NORMAL, type Regs, type StatementCode } from './code.ts';
import { compoundCode } from './compound.ts';
import { declarationCode } from './declarations.ts';
import { valueCode } from './expressions.ts';
import type { FunctionContext } from './function-context.ts';
import { gotoCode, returnCode } from './jumps.ts';
import { doCode, forCode, whileCode } from './loops.ts';
import { EMPTY, effect, simple, stepped, testRun, union } from './statement-code.ts';
import { switchCode } from './switch.ts';

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
    case 'declaration': return declarationStatement(c, s);
    case 'expression': return effect(c, s.token, valueCode(c, s.expression).run);
    case 'if': return stepped(c, s.token, ifCode(c, s));
    case 'while': return whileCode(c, s);
    case 'do': return doCode(c, s);
    case 'for': return forCode(c, s);
    case 'switch': return stepped(c, s.token, switchCode(c, s));
    case 'case': return labelled(c, c.caseLabels.get(s) ?? c.newLabel(), s.body);
    case 'label': return labelled(c, s.nameId, s.body);
    case 'goto': return stepped(c, s.token, gotoCode(c, s));
    case 'break': return simple(() => BREAK);
    case 'continue': return simple(() => CONTINUE);
    case 'return': return returnCode(c, s);
    case 'asm': return stepped(c, s.token, simple(asmCode(c, s)));
    default: return EMPTY;
  } // biome-ignore format: a table
}

function declarationStatement(
  c: FunctionContext,
  s: Statement & { kind: 'declaration' },
): StatementCode {
  const run = declarationCode(c, s);
  return run === undefined ? EMPTY : effect(c, s.token, run);
}

function labelled(c: FunctionContext, label: number, body: Statement | undefined): StatementCode {
  const inner = body ? statementCode(c, body) : EMPTY;
  return {
    labels: new Set([...inner.labels, label]),
    run: inner.run,
    enter: (r, to) => (to === label ? inner.run(r) : inner.enter(r, to)),
  };
}

function ifCode(c: FunctionContext, s: Statement & { kind: 'if' }): StatementCode {
  const test = testRun(c, s.condition, s.token);
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
