/**
 * The folder under `arch/` whose code a file (below the tree) is; undefined for what all have in common.
 * arch/x86/um is x86's part of user-mode Linux: arch/um/Makefile descends into it (HEADER_ARCH).
 */
export function archOf(file: string): string | undefined {
  const [, arch, folder] = /^arch\/([^/]+)\/(?:([^/]+)\/)?/.exec(file) ?? [];
  return arch === 'x86' && folder === 'um' ? 'um' : arch;
}
