import type { Expression, Statement } from '../../../../language/src/syntax/ast.ts';
import { asInteger, promote } from '../../../../language/src/typing/arithmetic.ts';
import { constantValue } from '../../../../language/src/typing/constant.ts';
import { Fault } from '../run/fault.ts';
import type { Value } from '../values/scalar-kind.ts';
import { shorten } from '../values/wide.ts';
import { castCode } from './cast.ts';
import { BREAK, NORMAL, type Regs, type StatementCode } from './code.ts';
import { valueCode } from './expressions.ts';
import type { FunctionContext } from './function-context.ts';
import { statementCode } from './statements.ts';

interface CaseRange {
  readonly low: Value;
  readonly high: Value;
  readonly label: number;
}

export function switchCode(c: FunctionContext, s: Statement & { kind: 'switch' }): StatementCode {
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
