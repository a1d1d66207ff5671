import type { Expression } from '../../../language/src/syntax/ast.ts';
import type { Evaluator } from './evaluate.ts';
import type { Outcome } from './outcome.ts';
import type { Value } from './path-state.ts';

/** include/linux/page-flags.h: the word of the page type in struct page and in the memdescs. */
const TYPE_WORDS: ReadonlySet<string> = new Set(['page_type', '__page_type']);
/** All ones: the page has no type. */
const NO_TYPE = 0xffff_ffffn;

/** A store to the word of the page type gives the page one, or takes it. */
export function noteTypeStore(
  evaluator: Evaluator,
  left: Expression,
  { state, value: page }: Outcome,
  stored: Value,
): void {
  if (left.kind !== 'member' || stored.kind !== 'number') return;
  if (!TYPE_WORDS.has(left.path.at(-1)?.name ?? '')) return;
  const kind = BigInt.asUintN(32, stored.value) === NO_TYPE ? 'unmark' : 'mark';
  evaluator.apply(state, page, { kind, mark: 'typed', token: left.token, name: '' });
}
