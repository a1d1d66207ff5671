import { NEWLINE } from '../lexer/characters.ts';
import { P_GT, P_LT } from '../lexer/spellings.ts';
import { F_SPACE_BEFORE, T_EOF, T_PUNCTUATOR, T_STRING } from '../lexer/token-stream.ts';
import type { SourceFile } from '../source/source-map.ts';
import type { Expander } from './expander.ts';
import { spellingOf } from './spelling.ts';

/** The name in an #include or a __has_include. */
export interface HeaderName {
  readonly name: string;
  readonly angled: boolean;
}

const LESS = 60;
const GREATER = 62;

/**
 * Reads a header name whose first token is loaded: a string, `<…>` as it stands in the file, or the
 * tokens of an expansion between `<` and `>` (6.10.2; spaces among them count, as gcc has it).
 */
export function readHeaderName(expander: Expander, file: SourceFile): HeaderName | undefined {
  const { kind, interner } = expander;
  if (kind === T_STRING) {
    const text = interner.text(expander.id);
    return text.startsWith('"') ? { name: text.slice(1, -1), angled: false } : undefined;
  }
  if (kind !== T_PUNCTUATOR) return undefined;
  if (expander.depth === 0 && file.bytes[expander.loc - file.base] === LESS) {
    const name = readAngled(expander, file);
    if (name !== undefined) return { name, angled: true };
  }
  return expander.id === P_LT ? { name: glue(expander), angled: true } : undefined;
}

/** The bytes up to `>` on the same line; the input goes on behind it. */
function readAngled(expander: Expander, file: SourceFile): string | undefined {
  const start = expander.loc - file.base + 1;
  let end = start;
  while (end < file.bytes.length && file.bytes[end] !== NEWLINE && file.bytes[end] !== GREATER) {
    end++;
  }
  if (file.bytes[end] !== GREATER) return undefined;
  const { input } = expander;
  while (input.pos < input.stop && (input.tokens.starts[input.pos] as number) <= end) input.pos++;
  const id = expander.interner.internBytes(file.bytes, start, end);
  expander.macros.cover(expander.interner.size);
  return expander.interner.text(id);
}

function glue(expander: Expander): string {
  let name = '';
  while (expander.nextSolid() !== T_EOF) {
    if (expander.kind === T_PUNCTUATOR && expander.id === P_GT) break;
    if (expander.flags & F_SPACE_BEFORE) name += ' ';
    name += spellingOf(expander.interner, expander.id, expander.flags);
  }
  return name;
}
