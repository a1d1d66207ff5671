/** The file system handed to the language core, so that the core itself needs no `node:*`. */
export interface FileSystem {
  /** The bytes of a regular file, or undefined when there is none or it cannot be read. Synchronous. */
  readFile(path: string): Uint8Array | undefined;
  /** True for a regular file (after links). Cheap: called for each include path that is tried. */
  isFile(path: string): boolean;
}
