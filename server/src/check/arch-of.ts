/** The folder under `arch/` that a file (below the tree) lies in; undefined for all others. */
export function archOf(file: string): string | undefined {
  return /^arch\/([^/]+)\//.exec(file)?.[1];
}
