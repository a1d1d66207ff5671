import type { TranslationUnit } from '../../../../language/src/unit/translation-unit.ts';
import { archOf } from '../../kernel/arch-of.ts';
import type { Profile } from '../../profile/profile.ts';
import type { Severity } from '../../settings/severity.ts';

/** Whether all of a unit was read, under a profile of its architecture. */
export function isReadCompletely(unit: TranslationUnit, profile: Profile): boolean {
  const arch = archOf(profile.relative(unit.path));
  if (arch !== undefined && arch !== profile.sourceArch) return false;
  return unit.preprocessor.problems.length === 0;
}

/** What is found in code that could not be read completely is worth a look, and no more. */
export function weighed<T extends { readonly severity: Severity }>(
  findings: readonly T[],
  isComplete: boolean,
): readonly T[] {
  return isComplete ? findings : findings.map((finding) => ({ ...finding, severity: 'info' }));
}
