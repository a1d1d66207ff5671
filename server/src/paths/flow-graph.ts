/**
 * The control flow of one function as plain data: blocks of steps, and edges that say under which
 * condition they are taken. `&&`, `||`, `?:` and statement expressions are edges here, so that a step
 * never chooses: an expression that does so was evaluated by the steps before, which left its value in
 * a `result` step.
 */
import type { AsmStatement, Expression } from '../../../language/src/syntax/ast.ts';
import type { ObjectSym } from '../../../language/src/syntax/symbols.ts';

export type Step =
  | { readonly kind: 'evaluate'; readonly expression: Expression }
  /** A local variable comes to life; without an initialiser its value is unknown. */
  | { readonly kind: 'declare'; readonly symbol: ObjectSym }
  /** The value of an expression that chooses: another expression's, or a truth value. */
  | {
      readonly kind: 'result';
      readonly of: Expression;
      readonly value: Expression | bigint | undefined;
    }
  | { readonly kind: 'asm'; readonly statement: AsmStatement }
  | { readonly kind: 'return'; readonly value: Expression | undefined; readonly token: number };

/** One `case first ... last`; the same twice for a single value. */
export interface CaseRange {
  readonly first: bigint | undefined;
  readonly last: bigint | undefined;
}

/** When an edge is taken; undefined: always, or by a choice that is not in the C code. */
export type EdgeTest =
  | { readonly kind: 'test'; readonly condition: Expression; readonly truth: boolean }
  | { readonly kind: 'case'; readonly value: Expression; readonly ranges: readonly CaseRange[] }
  | { readonly kind: 'default'; readonly value: Expression; readonly ranges: readonly CaseRange[] };

export interface Edge {
  readonly to: number;
  readonly when: EdgeTest | undefined;
}

export interface Block {
  readonly index: number;
  readonly steps: Step[];
  /** None at the end of the function and where a path ends in a call that does not return. */
  readonly edges: Edge[];
}

export interface FlowGraph {
  readonly blocks: readonly Block[];
  readonly entry: number;
  readonly exit: number;
}
