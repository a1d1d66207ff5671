import type { Compiler } from '../../../../language/src/targets/predefined.ts';
import type { KernelConfig } from '../kernel-config.ts';

/** The compiler that a configuration without one is read with: the modelled kernel's machines name none. */
const defaultCompiler: Compiler = { kind: 'gcc', major: 12, minor: 2, patch: 0 };

/**
 * The compiler that made a configuration (scripts/cc-version.sh writes CONFIG_GCC_VERSION and
 * CONFIG_CLANG_VERSION as major * 10000 + minor * 100 + patch).
 */
export function configCompiler(config: KernelConfig): Compiler {
  const kind = config.isSet('CC_IS_CLANG') ? 'clang' : 'gcc';
  const number = Number(config.value(kind === 'clang' ? 'CLANG_VERSION' : 'GCC_VERSION') ?? 0);
  if (!(number > 0)) return defaultCompiler;
  const versionText = config.value('CC_VERSION_TEXT');
  return {
    kind,
    major: Math.floor(number / 10000),
    minor: Math.floor(number / 100) % 100,
    patch: number % 100,
    ...(versionText === undefined ? {} : { versionText }),
  };
}

/** `gcc 12.2.0`. */
export function compilerLabel({ kind, major, minor, patch }: Compiler): string {
  return `${kind} ${major}.${minor}.${patch}`;
}
