import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { createVSIX } from '@vscode/vsce';

/** 2.0 MB: a language server that people install over a slow line. */
export const MAX_VSIX_BYTES = 2_000_000;

/**
 * Packs what `npm run build` left in `dist/`; returns the file's size in bytes.
 * Throws when it is larger than {@link MAX_VSIX_BYTES}.
 */
export async function packExtension(packagePath: string): Promise<number> {
  await createVSIX({
    cwd: resolve(import.meta.dirname, '..'),
    packagePath,
    // Everything is bundled.
    dependencies: false,
    allowMissingRepository: true,
    // The project has no public address that relative links could be turned into.
    rewriteRelativeLinks: false,
  });
  const sizeBytes = statSync(packagePath).size;
  if (sizeBytes > MAX_VSIX_BYTES)
    throw new Error(`${packagePath} has ${sizeBytes} bytes; the limit is ${MAX_VSIX_BYTES}.`);
  return sizeBytes;
}

if (import.meta.main) {
  const target = process.argv[2];
  if (target === undefined) throw new Error('Usage: node scripts/pack-extension.ts FILE.vsix');
  console.log(`${target}: ${await packExtension(resolve(target))} bytes`);
}
