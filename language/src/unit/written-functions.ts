import type { SourceFile } from '../source/source-map.ts';
import type { FunctionDefinition } from '../syntax/symbols.ts';
import type { TranslationUnit } from './translation-unit.ts';

/** The functions of a unit whose bodies stand in a file, in the order of the file. */
export function functionsWrittenIn(
  unit: TranslationUnit,
  file: SourceFile,
): readonly FunctionDefinition[] {
  const found: FunctionDefinition[] = [];
  for (const { definition } of unit.fileLevel.in(file))
    if (definition && unit.isWrittenIn(definition.startToken, file)) found.push(definition);
  return found;
}
