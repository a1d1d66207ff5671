import { recordName, typeName } from '../../src/types/type-name.ts';
import type { TranslationUnit } from '../../src/unit/translation-unit.ts';

/** All that a unit says, as plain data in which two units of the same text are equal. */
export function summaryOf(unit: TranslationUnit): object {
  const main = unit.sources.load(unit.path);
  const place = (loc: number) => {
    const p = unit.sources.place(loc);
    return `${p?.file.path}:${p?.line}:${p?.column}`;
  };
  const records = unit.records.map((record) => {
    const members = unit.flatten(record).map((m) => `${m.path}@${m.offsetBits}+${m.sizeBits}`);
    return `${recordName(record)} ${unit.layout(record)?.sizeBytes} ${place(record.loc)} ${members.join(' ')}`;
  });
  const declarations = unit.declarations.map((declaration) =>
    declaration.symbols.map((s) => `${s.kind} ${s.name} ${typeName(s.type)} ${place(s.loc)}`),
  );
  const accesses = main
    ? unit
        .accesses(main)
        .map(
          (a) =>
            `${place(a.loc)} ${a.kind} ${a.record ? recordName(a.record) : ''} ${a.inMacroArgument}`,
        )
    : [];
  const assertions = unit.assertions.map(
    (a) => `${place(unit.tokens.locs[a.token] as number)} ${a.holds}`,
  );
  const problems = unit.problems.map((p) => `${place(p.loc)} ${p.message}`);
  return { records, declarations, accesses, assertions, problems };
}
