import type { SourceFile } from '../source/source-map.ts';
import type { CompoundStatement, Designator, MemberExpression } from '../syntax/ast.ts';
import type { ExternalDeclaration } from '../syntax/symbols.ts';
import { recordName } from '../types/type-name.ts';
import type { Member, RecordType } from '../types/types.ts';
import type { TranslationUnit } from '../unit/translation-unit.ts';
import { type AccessKind, isStronger } from './kinds.ts';
import { mayUseMembers } from './may-use.ts';
import { AccessWalker } from './walk.ts';
import { WrittenPlaces } from './written-place.ts';

/** One written use of a member; docs/accesses.md defines every field. */
export interface Access {
  /** A token of the stream that came from the written one. */
  readonly token: number;
  /** Where it is written. */
  readonly loc: number;
  /** The member's name after preprocessing. */
  readonly fieldId: number;
  /** What stands in the file, when it differs. */
  readonly spelledId: number | undefined;
  /** Undefined when the expression before it has no record type. */
  readonly record: RecordType | undefined;
  readonly path: readonly Member[];
  readonly kind: AccessKind;
  readonly arrow: boolean;
  readonly inMacroArgument: boolean;
}

/** A member use at a token of the stream, wherever it was written. */
export interface MemberUse {
  readonly token: number;
  readonly record: RecordType | undefined;
  readonly path: readonly Member[];
  readonly kind: AccessKind;
  readonly arrow: boolean;
  readonly expression: MemberExpression | undefined;
}

/** Every member use of one external declaration, its body included, in the order of the tree. */
export function memberUses(unit: TranslationUnit, declaration: ExternalDeclaration): MemberUse[] {
  const { definition } = declaration;
  return usesWithBody(unit, declaration, definition && unit.body(definition));
}

/** The same for as much of the body as was parsed. */
export function usesWithBody(
  unit: TranslationUnit,
  declaration: ExternalDeclaration,
  body: CompoundStatement | undefined,
): MemberUse[] {
  const uses: MemberUse[] = [];
  const walker = new AccessWalker({
    member: (e: MemberExpression, kind) => {
      uses.push({
        token: e.token,
        record: e.record,
        path: e.path,
        kind,
        arrow: e.arrow,
        expression: e,
      });
    },
    designator: (d: Designator, kind) => {
      uses.push({
        token: d.token,
        record: d.record,
        path: d.path,
        kind,
        arrow: false,
        expression: undefined,
      });
    },
    constraint: (token) => unit.interner.text(unit.tokens.ids[token] as number),
  });
  walker.expressions(declaration.expressions);
  if (declaration.assertion) walker.expression(declaration.assertion.condition, 'read');
  for (const symbol of declaration.symbols) walker.symbol(symbol);
  walker.statement(body);
  return uses;
}

/**
 * The accesses written in one file of the unit, one a written token and record, in file order. With
 * `names` (numbers of spellings, after preprocessing), only those of members that are called so:
 * bodies that have none are not parsed for it.
 */
export function listAccesses(
  unit: TranslationUnit,
  file: SourceFile,
  names?: ReadonlySet<number>,
): Access[] {
  const places = new WrittenPlaces(unit.sources, unit.tokens, unit.preprocessor.expansions);
  const merged = new Map<string, Access>();
  for (const declaration of unit.fileLevel.in(file)) {
    for (const use of usesNamed(unit, declaration, names)) addUse(unit, places, file, use, merged);
  }
  return [...merged.values()].sort((a, b) => a.loc - b.loc || compareNames(a.record, b.record));
}

function usesNamed(
  unit: TranslationUnit,
  declaration: ExternalDeclaration,
  names: ReadonlySet<number> | undefined,
): MemberUse[] {
  if (names === undefined) return memberUses(unit, declaration);
  const { definition } = declaration;
  const mayUse = definition !== undefined && mayUseMembers(unit, definition, names);
  const body = mayUse ? unit.body(definition) : undefined;
  const { ids } = unit.tokens;
  return usesWithBody(unit, declaration, body).filter(({ token }) =>
    names.has(ids[token] as number),
  );
}

function addUse(
  unit: TranslationUnit,
  places: WrittenPlaces,
  file: SourceFile,
  use: MemberUse,
  merged: Map<string, Access>,
): void {
  // A member that the record does not have is a problem, and no access.
  if (use.path.length === 0) return;
  const written = places.of(use.token);
  if (
    written === undefined ||
    written.loc < file.base ||
    written.loc >= file.base + file.bytes.length
  )
    return;
  const key = `${written.loc} ${use.record ? recordName(use.record) : ''}`;
  const known = merged.get(key);
  merged.set(
    key,
    known ? mergeUse(known, use, written.inMacroArgument) : accessOf(unit, file, use, written),
  );
}

function accessOf(
  unit: TranslationUnit,
  file: SourceFile,
  use: MemberUse,
  written: { loc: number; inMacroArgument: boolean },
): Access {
  const fieldId = unit.tokens.ids[use.token] as number;
  const spelledId = unit.rawIdAt(file, written.loc - file.base);
  return {
    token: use.token, loc: written.loc, fieldId, spelledId: spelledId === fieldId ? undefined : spelledId, record: use.record,
    path: use.path, kind: use.kind, arrow: use.arrow, inMacroArgument: written.inMacroArgument,
  }; // biome-ignore format: a record
}

function mergeUse(known: Access, use: MemberUse, inMacroArgument: boolean): Access {
  return {
    ...known,
    kind: isStronger(use.kind, known.kind) ? use.kind : known.kind,
    arrow: known.arrow || use.arrow,
    inMacroArgument: known.inMacroArgument || inMacroArgument,
  };
}

function compareNames(a: RecordType | undefined, b: RecordType | undefined): number {
  const [left, right] = [a ? recordName(a) : '', b ? recordName(b) : ''];
  return left < right ? -1 : left > right ? 1 : 0;
}
