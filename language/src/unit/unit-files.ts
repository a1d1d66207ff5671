import type { SourceFile } from '../source/source-map.ts';
import type { TranslationUnit } from './translation-unit.ts';

/** Every file that a unit read, the main file first; texts that are no files are left out. */
export function filesOf(unit: TranslationUnit): SourceFile[] {
  const { inclusions } = unit.preprocessor;
  const files = new Set<SourceFile>();
  for (let i = 0; i < inclusions.length; i++) {
    const file = unit.sources.file(inclusions.file(i));
    if (file && !file.path.startsWith('<')) files.add(file);
  }
  return [...files];
}
