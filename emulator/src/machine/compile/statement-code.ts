/** What statements are made of: their code, its labels, and the step that each begins. */
import type { Expression } from '../../../../language/src/syntax/ast.ts';
import type { CodeSite } from '../watch/observer.ts';
import { NORMAL, type Regs, type Run, type StatementCode } from './code.ts';
import { valueCode } from './expressions.ts';
import type { FunctionContext } from './function-context.ts';

const NO_LABELS: ReadonlySet<number> = new Set();

export const EMPTY: StatementCode = simple(() => NORMAL);

/** A statement without labels inside. */
export function simple(run: (r: Regs) => number): StatementCode {
  return { run, labels: NO_LABELS, enter: run };
}

/** The labels of several statements. */
export function union(codes: readonly (StatementCode | undefined)[]): ReadonlySet<number> {
  if (codes.every((code) => code === undefined || code.labels.size === 0)) return NO_LABELS;
  const labels = new Set<number>();
  for (const code of codes) for (const label of code?.labels ?? []) labels.add(label);
  return labels;
}

/** The value as it stands in a condition; in a watched machine its evaluation is a step. */
export function conditionRun(c: FunctionContext, e: Expression, token: number): Run {
  const { machine } = c;
  const { watch } = machine;
  if (watch === undefined) return testRun(c, e, token);
  const { run } = valueCode(c, e);
  const site = c.site(token) as CodeSite;
  return (r) => {
    machine.token = token;
    watch.step(site);
    return run(r);
  };
}

/** The same where the statement around it has begun the step. */
export function testRun(c: FunctionContext, e: Expression, token: number): Run {
  const { run } = valueCode(c, e);
  const { machine } = c;
  return (r) => {
    machine.token = token;
    return run(r);
  };
}

/** Notes where the run is. In a watched machine this is a step. */
export function beginStep(c: FunctionContext, token: number): () => void {
  const { machine } = c;
  const { watch } = machine;
  const site = c.site(token);
  if (watch === undefined || site === undefined)
    return () => {
      machine.token = token;
    };
  return () => {
    machine.token = token;
    watch.step(site);
  };
}

/** A statement that does one thing and goes on; a step in a watched machine. */
export function effect(
  c: FunctionContext,
  token: number,
  run: (r: Regs) => unknown,
): StatementCode {
  const { machine } = c;
  const { watch } = machine;
  const site = c.site(token);
  if (watch === undefined || site === undefined)
    return simple((r) => {
      machine.token = token;
      run(r);
      return NORMAL;
    });
  return simple((r) => {
    machine.token = token;
    watch.step(site);
    run(r);
    return NORMAL;
  });
}

/** A statement that is a step of its own in a watched machine. */
export function stepped(c: FunctionContext, token: number, code: StatementCode): StatementCode {
  const { machine } = c;
  const { watch } = machine;
  const site = c.site(token);
  if (watch === undefined || site === undefined) return code;
  const { run } = code;
  const whole = (r: Regs): number => {
    machine.token = token;
    watch.step(site);
    return run(r);
  };
  return code.labels.size === 0 ? simple(whole) : { ...code, run: whole };
}
