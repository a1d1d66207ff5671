import type { Expression, Statement } from '../../../../language/src/syntax/ast.ts';
import { Unwind } from '../run/unwind.ts';
import { castCode } from './cast.ts';
import { withCleanups } from './cleanups.ts';
import { type Code, NORMAL, type StatementCode } from './code.ts';
import { sequence } from './compound.ts';
import { valueCode } from './expressions.ts';
import type { FunctionContext } from './function-context.ts';
import { simple, stepped } from './statement-code.ts';
import { statementCode } from './statements.ts';

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
  const codes = statements.map((s, i) =>
    s === last ? lastCode(c.inStatement(i), s, kind, hold) : statementCode(c.inStatement(i), s),
  );
  c.closeBlock();
  const block = withCleanups(c.machine, sequence(c.machine, codes, cleanups), cleanups);
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
  const code = simple((r) => {
    machine.token = s.token;
    r[hold] = run(r);
    return NORMAL;
  });
  return stepped(c, s.token, code);
}

/** True when a statement may leave the statement expression that it stands in. */
function jumps(s: Statement | undefined): boolean {
  if (s === undefined) return false;
  switch (s.kind) {
    case 'asm': return s.gotoLabelIds.length > 0;
    case 'goto': case 'return': case 'break': case 'continue': return true;
    case 'compound': return s.statements.some(jumps);
    case 'if': return jumps(s.then) || jumps(s.otherwise);
    case 'while': case 'do': case 'for': case 'switch': case 'case': case 'label': return jumps(s.body);
    default: return false;
  } // biome-ignore format: a table
}
