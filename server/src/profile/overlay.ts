/** Texts that take the place of files: null for a file that is not there. Paths are absolute. */
export type Overlay = ReadonlyMap<string, Uint8Array | null>;
