import type { SourceFile } from '../../../language/src/source/source-map.ts';
import type { Found } from '../../../language/src/unit/find.ts';
import type { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';

/** What stands at a byte of a file; a cursor right behind a name means that name. */
export function findNear(
  unit: TranslationUnit,
  file: SourceFile,
  offsetBytes: number,
): Found | undefined {
  return unit.find(file, offsetBytes) ?? unit.find(file, offsetBytes - 1);
}
