/** What a patch or a mail may ask for: it comes from anybody. */

/** Multipart bodies inside each other; mailers make three. */
export const MULTIPART_DEPTH_LIMIT = 20;

/** The most that patches may make of a tree in memory: one copies a file as often as it likes. */
export const PATCHED_LIMIT_BYTES = 256 << 20;

/**
 * So many lines may be compared and moved to find the places of all hunks: a hunk may lie anywhere, and
 * whoever wrote it decides how many there are and how much looks alike. Series of a thousand patches need
 * some millions.
 */
export const PLACING_LIMIT_LINES = 400_000_000;

/** RFC 2046 allows 70 characters of a boundary. */
export const BOUNDARY_LIMIT_CHARS = 200;

/** Where a subject's number is looked for. */
export const SUBJECT_LIMIT_CHARS = 1000;
