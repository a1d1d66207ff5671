export type { Access } from './accesses/list-accesses.ts';
export type { FlatMember } from './types/members.ts';
export type { Found } from './unit/find.ts';
export { type InactiveBranch, inactiveBranchAt, unitWithBranches } from './unit/inactive.ts';
export { TranslationUnit, type UnitOptions, type UnitProblem } from './unit/translation-unit.ts';
