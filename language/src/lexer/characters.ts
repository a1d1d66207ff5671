/** What a byte can begin, so that the lexer's first look at a byte is one table read. */
export const C_OTHER = 0;
export const C_SPACE = 1;
export const C_NEWLINE = 2;
export const C_WORD = 3;
export const C_DIGIT = 4;
export const C_DOT = 5;
export const C_QUOTE = 6;
export const C_SLASH = 7;
export const C_BACKSLASH = 8;
const C_PUNCTUATOR = 9;

export const NEWLINE = 10;
export const DOUBLE_QUOTE = 34;
export const STAR = 42;
export const SLASH = 47;
export const BACKSLASH = 92;

/** The class of each byte. Bytes above 127 are parts of UTF-8 letters. */
export const classOf: Uint8Array = buildClasses();

/** 1 for the bytes that continue an identifier: letters, digits, `_`, `$`, UTF-8. */
export const continuesWord: Uint8Array = Uint8Array.from(classOf, (kind) =>
  kind === C_WORD || kind === C_DIGIT ? 1 : 0,
);

function buildClasses(): Uint8Array {
  const classes = new Uint8Array(256);
  const mark = (characters: string, kind: number): void => {
    for (const character of characters) classes[character.charCodeAt(0)] = kind;
  };
  mark('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_$', C_WORD);
  classes.fill(C_WORD, 128);
  mark('0123456789', C_DIGIT);
  mark(' \t\v\f\0\r', C_SPACE);
  mark('\n', C_NEWLINE);
  mark('.', C_DOT);
  mark('"\'', C_QUOTE);
  mark('/', C_SLASH);
  mark('\\', C_BACKSLASH);
  mark('#(){}[];,-+&*~!%<>=^|?:', C_PUNCTUATOR);
  return classes;
}

/**
 * The offset after a line splice at `offset` (a backslash, blanks, a line end), or `offset` itself.
 * gcc allows blanks between the backslash and the end of the line, with a warning.
 */
export function afterSplice(bytes: Uint8Array, offset: number): number {
  if (bytes[offset] !== BACKSLASH) return offset;
  let at = offset + 1;
  while (bytes[at] !== NEWLINE && classOf[bytes[at] as number] === C_SPACE) at++;
  return bytes[at] === NEWLINE ? at + 1 : offset;
}

/** The offset after as many line splices as stand at `offset`. */
export function afterSplices(bytes: Uint8Array, offset: number): number {
  let at = offset;
  for (let next = afterSplice(bytes, at); next !== at; next = afterSplice(bytes, at)) at = next;
  return at;
}
