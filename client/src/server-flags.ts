/** Flags that the server's Node.js is started with. */
export const SERVER_FLAGS: readonly string[] = [
  // A unit makes a few megabytes that live and many that do not: with V8's smallest young generation
  // (1 MB) they are copied a dozen times before it has grown, a tenth of the time to the first hover.
  '--min-semi-space-size=16',
  // V8 compiles and collects in four threads, however few cores there are, and on two of them these
  // take turns with the thread that answers: a seventh of the time to the first hover. 0: as many as
  // there are cores left.
  '--v8-pool-size=0',
];
