import { BACKSLASH, DOUBLE_QUOTE, NEWLINE } from '../lexer/characters.ts';
import { F_SPACE_BEFORE, T_CHARACTER, T_OTHER, T_STRING } from '../lexer/token-stream.ts';
import type { Expander } from './expander.ts';
import { T_PADDING } from './macro-pool.ts';
import { ByteText } from './spelling.ts';
import type { TokenBuffer } from './token-buffer.ts';

const text = new ByteText();
const piece = new ByteText();

const PAD_NONE = -1;

/**
 * `#`: the tokens of a range as one string literal; returns its spelling's number. White space
 * between tokens becomes one space, as cpplib's stringify_arg() reads it off tokens and padding.
 */
export function stringize(
  expander: Expander,
  tokens: TokenBuffer,
  start: number,
  count: number,
): number {
  text.clear();
  text.pushByte(DOUBLE_QUOTE);
  let source = PAD_NONE;
  let backslashes = 0;
  for (let i = start; i < start + count; i++) {
    const kind = tokens.kinds[i] as number;
    const id = tokens.ids[i] as number;
    if (kind === T_PADDING) {
      if (source <= 0 || (source === 1 && id === 0)) source = id === 0 ? PAD_NONE : id;
      continue;
    }
    const flags = tokens.flags[i] as number;
    if (text.length > 1) {
      const isSpaced = source === PAD_NONE ? (flags & F_SPACE_BEFORE) !== 0 : source === 2;
      if (isSpaced) text.pushByte(32);
    }
    source = PAD_NONE;
    piece.clear();
    piece.pushSpelling(expander.interner, id, flags);
    if (kind === T_STRING || kind === T_CHARACTER) pushEscaped(piece.view());
    else for (const byte of piece.view()) text.pushByte(byte);
    backslashes = kind === T_OTHER && id === expander.interner.intern('\\') ? backslashes + 1 : 0;
  }
  // An odd number of stray backslashes would escape the closing quote; cpplib drops the last one.
  if (backslashes % 2 === 1) text.length--;
  text.pushByte(DOUBLE_QUOTE);
  const id = expander.interner.internBytes(text.bytes, 0, text.length);
  expander.macros.cover(expander.interner.size);
  return id;
}

function pushEscaped(bytes: Uint8Array): void {
  for (const byte of bytes) {
    if (byte === BACKSLASH || byte === DOUBLE_QUOTE) text.pushByte(BACKSLASH);
    if (byte === NEWLINE) {
      text.pushByte(BACKSLASH);
      text.pushByte(0x6e);
    } else text.pushByte(byte);
  }
}
