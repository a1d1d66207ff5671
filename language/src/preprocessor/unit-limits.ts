/**
 * How large a unit may become, whatever its source asks for. The largest units of Linux 6.12 have some
 * thousand inclusions and some five million tokens.
 */

/** So many files are entered, also where each includes itself twice and stops by __INCLUDE_LEVEL__. */
export const INCLUSION_LIMIT = 1 << 15;

/** With more tokens than these no further file is entered. */
export const UNIT_TOKEN_LIMIT = 1 << 24;

/** And with more than these the unit ends, wherever it stands. */
export const UNIT_END_LIMIT = 1 << 25;
