import { P_ASSIGN, P_SLASH } from '../lexer/spellings.ts';
import { F_DIGRAPH, F_SCRATCH, F_SPACE_BEFORE, T_PUNCTUATOR } from '../lexer/token-stream.ts';
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
