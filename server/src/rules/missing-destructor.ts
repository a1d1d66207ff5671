/**
 * Rule: missing-destructor
 *
 * Reports a table that is freed, or queued to be freed, while its constructor's effects last. On one
 * path through a function that is certain when the function constructed the table itself. For a table
 * that the function was handed, or read from an entry, the tree's own allocation function says whether
 * such tables are constructed.
 */
import type { Operation, PathEvent } from '../paths/operation.ts';
import type { TableObject } from '../paths/table-object.ts';
import { levelOfType } from '../paths/table-types.ts';
import type { FunctionPaths } from '../paths/unit-paths.ts';
import { destructorFix } from './support/destructor-fix.ts';
import { pathFindings, relatedAt, type Verdict } from './support/path-findings.ts';
import type { Finding, Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';
import { type StoredTables, storedTables } from './support/stored-tables.ts';

const meta: RuleMeta = {
  id: 'missing-destructor',
  severity: 'error',
  since: '0.1.0',
  summary: 'A page table is freed without its destructor.',
  needs: 'paths',
  fixable: true,
};

const docs: RuleDocs = {
  what: `A table whose constructor ran is given to a function that frees it, and on the path there is no
destructor. Handing a table to the TLB's queue counts as freeing it, unless the function that empties the
queue in this tree runs the destructor itself.`,
  why: `The lock of the table leaks where locks are allocated apart, NR_PAGETABLE drifts, and the page
keeps its page type. Kernels with checks enabled report "Bad page state" and leak the page; without them
nothing says anything.`,
  how: `Run the destructor of the table's level before the table is freed or queued. After a constructor
that failed there must be none.`,
};

export const missingDestructor: Rule = { meta, docs, check };

function check(context: RuleContext): Finding[] {
  const stored = storedTables(context);
  return pathFindings(context, meta, (event, paths) => {
    const { operation, object } = event;
    if (!freesUndestructed(operation)) return undefined;
    // What goes back to the boot's memory was asked for that first.
    const isBoot = operation.family === 'boot' && object.family !== 'boot';
    if (object.life === 'constructed') return isBoot ? undefined : certain(context, event);
    return byContract(context, event, paths, stored);
  });
}

/** Freed now, or later by who runs no destructor. */
function freesUndestructed({ kind, destructsLater }: Operation): boolean {
  return kind === 'free' || (kind === 'queue' && destructsLater === false);
}

function certain(context: RuleContext, event: PathEvent): Verdict {
  const { operation, object } = event;
  return {
    message: `${verb(operation)} this page table without running its destructor first. ${CONSEQUENCE}`,
    related: [
      relatedAt(context, object.constructedAt, 'The constructor ran here.'),
      relatedAt(context, operation.innerToken, 'This is where the table goes.'),
    ],
    fixes: [destructorFix(context, operation, object.level)],
  };
}

const CONSEQUENCE = 'Its lock may leak, and NR_PAGETABLE no longer adds up.';

function verb({ kind, name }: Operation): string {
  return `${name}() ${kind === 'queue' ? 'queues' : 'frees'}`;
}

/** What the tree's other functions say about tables that come from elsewhere. */
function byContract(
  context: RuleContext,
  { operation, object, sawDestructor }: PathEvent,
  paths: FunctionPaths,
  stored: ReadonlyMap<string, StoredTables>,
): Verdict | undefined {
  // What comes from the boot was never constructed.
  if (operation.family === 'boot') return undefined;
  // A destructor on the path may be this table's under another name.
  if (object.life !== 'unknown' || object.isEscaped || sawDestructor) return undefined;
  const type = tableTypeOf(object, paths);
  // A file that makes raw tables of this type may free them raw.
  if (type === undefined || leavesRaw(context, type)) return undefined;
  const norm = context.norms.of(type);
  if (!norm?.isConstructed || norm.peer === paths.definition.symbol.name) return undefined;
  const place = object.origin.kind === 'loaded' ? stored.get(object.origin.place) : undefined;
  // Only where nothing but constructed tables is ever stored do others read them.
  if (object.origin.kind === 'loaded' && !(place?.size === 1 && place.has('constructed')))
    return undefined;
  if (object.origin.kind === 'other' || object.origin.kind === 'allocated') return undefined;
  return {
    severity: 'warning',
    message: `${verb(operation)} this page table without running its destructor first. ${norm.peer}() constructs such tables in this tree. ${CONSEQUENCE}`,
    related: [
      relatedAt(context, norm.token, `${norm.peer}() gives out constructed tables.`),
      relatedAt(context, place?.get('constructed'), 'A constructed table is stored here.'),
      relatedAt(context, operation.innerToken, 'This is where the table goes.'),
    ],
    fixes: [destructorFix(context, operation, levelOfType(type))],
  };
}

/** By convention pte_free() and its kind take the page of a user's table, whatever its type says. */
function tableTypeOf(object: TableObject, { definition }: FunctionPaths): string | undefined {
  const isPage = object.tableType === 'struct page' && object.origin.kind === 'parameter';
  return isPage && /^_*pte_free(_tlb)?$/.test(definition.symbol.name)
    ? 'pgtable_t'
    : object.tableType;
}

function leavesRaw(context: RuleContext, type: string): boolean {
  return context.paths.inFile(context.file).some(({ leftRaw }) => leftRaw.has(type));
}
