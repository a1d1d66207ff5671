/** The language core: GNU C as the kernel writes it, from bytes to types, layouts and member accesses. */

export { ACCESS_KINDS, type AccessKind } from './accesses/kinds.ts';
export type { Access } from './accesses/list-accesses.ts';
export { Interner } from './lexer/interner.ts';
export type { PreprocessorOptions } from './preprocessor/options.ts';
export { emptyFileSystem, type FileSystem } from './source/file-system.ts';
export { type Place, type SourceFile, SourceMap } from './source/source-map.ts';
export type * from './syntax/ast.ts';
export type * from './syntax/symbols.ts';
export type { Target } from './targets/target.ts';
export type { FlatMember } from './types/members.ts';
export { recordName, typeName } from './types/type-name.ts';
export * from './types/types.ts';
export type { Found } from './unit/find.ts';
export { type InactiveBranch, inactiveBranchAt, unitWithBranches } from './unit/inactive.ts';
export { TranslationUnit, type UnitOptions, type UnitProblem } from './unit/translation-unit.ts';
export { Workspace } from './unit/workspace.ts';
