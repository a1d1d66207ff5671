/**
 * Flags that the server's Node.js is started with. A unit makes a few megabytes that live and many
 * that do not: with V8's smallest young generation (1 MB) they are copied a dozen times before it has
 * grown, which is a tenth of the time to the first hover.
 */
export const SERVER_FLAGS: readonly string[] = ['--min-semi-space-size=16'];
