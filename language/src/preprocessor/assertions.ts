/** Assertions, gcc's extension beside macros: `#assert machine(x86_64)`, and `#if #machine(x86_64)`. */
import { P_LPAREN, P_RPAREN } from '../lexer/spellings.ts';
import { F_SPACE_BEFORE, T_IDENTIFIER, T_PUNCTUATOR } from '../lexer/token-stream.ts';
import type { Frame } from './frame.ts';
import type { PreprocessorState } from './preprocessor-state.ts';
import { spellingOf } from './spelling.ts';

/** One #assert or #unassert. A unit that goes back to an earlier place forgets the later ones. */
export interface AssertionChange {
  readonly isAsserted: boolean;
  readonly predicate: string;
  /** Undefined for all answers of the predicate. */
  readonly answer: string | undefined;
}

/** Whether a predicate has an answer, or any when none is named. */
export function isAsserted(
  { assertions, options }: PreprocessorState,
  predicate: string,
  answer: string | undefined,
): boolean {
  const answers = new Set<string>();
  for (const text of options.assertions ?? []) {
    const [, name, own = ''] = /^(\w+)\((.*)\)$/.exec(text) ?? [];
    if (name === predicate) answers.add(own);
  }
  for (const change of assertions) {
    if (change.predicate !== predicate) continue;
    if (change.answer === undefined) answers.clear();
    else if (change.isAsserted) answers.add(change.answer);
    else answers.delete(change.answer);
  }
  return answer === undefined ? answers.size > 0 : answers.has(answer);
}

/** Runs the directive whose `#` is a token; what it returns is wrong with it. */
export function runAssertion(
  unit: PreprocessorState,
  frame: Frame,
  hash: number,
  end: number,
  isAsserted: boolean,
): string | undefined {
  const { kinds, ids } = frame.tokens;
  const { interner } = unit.sources;
  if (hash + 2 >= end) return 'assertion without predicate';
  if (kinds[hash + 2] !== T_IDENTIFIER) return 'predicate must be an identifier';
  const answer = answerText(unit, frame, hash + 3, end);
  if (answer === null) return "missing ')' to complete answer";
  if (answer === '') return "predicate's answer is empty";
  if (answer === undefined && isAsserted) return "missing '(' after predicate";
  // What was read before and is taken over knows nothing of it.
  unit.noteVolatile();
  const predicate = interner.text(ids[hash + 2] as number);
  unit.assertions.push({ isAsserted, predicate, answer });
  return undefined;
}

/** The tokens between parentheses as text, not expanded; null when they are not closed. */
function answerText(
  { sources: { interner } }: PreprocessorState,
  { tokens }: Frame,
  start: number,
  end: number,
): string | null | undefined {
  const is = (at: number, id: number) => tokens.kinds[at] === T_PUNCTUATOR && tokens.ids[at] === id;
  if (start >= end) return undefined;
  if (!is(start, P_LPAREN)) return null;
  let text = '';
  for (let at = start + 1; at < end; at++) {
    if (is(at, P_RPAREN)) return text;
    const flags = tokens.flags[at] as number;
    if (text !== '' && flags & F_SPACE_BEFORE) text += ' ';
    text += spellingOf(interner, tokens.ids[at] as number, flags);
  }
  return null;
}
