import { P_ASSIGN, P_SLASH } from '../lexer/spellings.ts';
import {
  F_DIGRAPH,
  F_PASTE_LEFT,
  F_SCRATCH,
  F_SPACE_BEFORE,
  T_IDENTIFIER,
  T_PUNCTUATOR,
} from '../lexer/token-stream.ts';
import type { Expander } from './expander.ts';
import { ByteText, spellingOf } from './spelling.ts';

const text = new ByteText();

/**
 * `##`: joins the token loaded in the expander and the workspace's token `right`; the result is
 * loaded. False, with a problem, when the two do not make one token; nothing is changed then.
 */
export function pasteTokens(expander: Expander, right: number): boolean {
  const { work, interner } = expander;
  const rightId = work.ids[right] as number;
  const rightFlags = work.flags[right] as number;
  text.clear();
  text.pushSpelling(interner, expander.id, expander.flags);
  // cpplib puts a space here, so that no comment can be made: only `/=` begins with a slash.
  const isSlash = expander.kind === T_PUNCTUATOR && expander.id === P_SLASH;
  const isEqual = work.kinds[right] === T_PUNCTUATOR && rightId === P_ASSIGN;
  if (!isSlash || isEqual) {
    text.pushSpelling(interner, rightId, rightFlags);
    const token = expander.lexer.single(text.view());
    if (token) {
      expander.macros.cover(interner.size);
      if (token.kind === T_IDENTIFIER) expander.pasted?.push(token.id);
      expander.kind = token.kind;
      expander.id = token.id;
      const space = expander.flags & F_SPACE_BEFORE;
      expander.flags = space | F_SCRATCH | (token.digraph ? F_DIGRAPH : 0);
      return true;
    }
  }
  const left = spellingOf(interner, expander.id, expander.flags);
  const other = spellingOf(interner, rightId, rightFlags);
  expander.host.problem(
    expander.loc,
    `pasting "${left}" and "${other}" does not give a valid preprocessing token`,
  );
  return false;
}

/**
 * Applies the `##` among the workspace's last tokens, from `from` on, and writes the results in
 * their place; returns their number.
 */
export function pasteInPlace(expander: Expander, from: number): number {
  const { work } = expander;
  let to = from;
  for (let i = from; i < work.length; i++) {
    expander.load(i);
    while ((expander.flags & F_PASTE_LEFT) !== 0 && i + 1 < work.length) {
      const again = (work.flags[i + 1] as number) & F_PASTE_LEFT;
      expander.flags &= ~F_PASTE_LEFT;
      if (!pasteTokens(expander, i + 1)) break;
      expander.flags |= again;
      i++;
    }
    work.kinds[to] = expander.kind;
    work.ids[to] = expander.id;
    work.flags[to++] = expander.flags;
  }
  return to - from;
}
