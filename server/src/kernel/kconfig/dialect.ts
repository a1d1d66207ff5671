/**
 * What the programs in a tree's own scripts/kconfig do in another way than today's. It is read from
 * their sources, so that no kernel's version is asked.
 */
export interface Dialect {
  /** Choices may be tristate, optional and named: the lexer knows `optional`. */
  readonly tristateChoices: boolean;
  /** A number that has no default is empty rather than 0. */
  readonly emptyNumbers: boolean;
  /** A user's number outside of its range is forgotten when it is read, rather than moved into it. */
  readonly dropsOutOfRange: boolean;
}

const newDialect: Dialect = {
  tristateChoices: false,
  emptyNumbers: false,
  dropsOutOfRange: false,
};

/** @param readText a file below scripts/kconfig/ */
export function readDialect(readText: (file: string) => string | undefined): Dialect {
  const lexer = readText('lexer.l');
  if (lexer === undefined) return newDialect;
  const symbols = readText('symbol.c') ?? '';
  const data = readText('confdata.c') ?? '';
  return {
    tristateChoices: lexer.includes('"optional"'),
    emptyNumbers: symbols.includes('newval = symbol_empty.curr'),
    dropsOutOfRange: data.includes('sym_string_within_range'),
  };
}
