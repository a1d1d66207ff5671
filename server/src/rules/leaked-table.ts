/**
 * Rule: leaked-table
 *
 * Reports a table that a function allocated and that a path leaves behind: it was neither freed, queued
 * nor given out, no entry points to it, and nothing else holds it.
 */
import type { PathEvent } from '../paths/operation.ts';
import type { TableObject } from '../paths/table-object.ts';
import type { FunctionPaths } from '../paths/unit-paths.ts';
import { pathFindings, relatedAt, type Verdict } from './support/path-findings.ts';
import type { Finding, Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';
import { isTable } from './support/table-objects.ts';

const meta: RuleMeta = {
  id: 'leaked-table',
  severity: 'error',
  since: '0.1.0',
  summary: 'A path through a function leaves the memory of a page table behind.',
  needs: 'paths',
  fixable: false,
};

const docs: RuleDocs = {
  what: `A function allocates the memory of a page table, and on one of its paths the last name of it goes
while nobody freed it, queued it or stored it anywhere. A table that was destructed and then not freed
counts as well, whoever allocated it.`,
  why: `The memory is lost until the machine starts again. It happens most where something fails: the
constructor had no memory for a lock, or a later step gave up.`,
  how: `Free the memory before the function gives up. After a constructor that failed there is nothing to
destruct.`,
};

export const leakedTable: Rule = { meta, docs, check };

function check(context: RuleContext): Finding[] {
  return pathFindings(context, meta, (event, paths) =>
    event.operation.kind === 'leave' ? left(context, event, paths) : undefined,
  );
}

function left(
  context: RuleContext,
  { object }: PathEvent,
  paths: FunctionPaths,
): Verdict | undefined {
  if (object.unlinkedAt >= 0 && object.life === 'unknown') return unlinked(context, object);
  if (object.origin.kind !== 'allocated') return destructed(context, object, paths);
  if (!isOwned(object) || !isTable(object)) return undefined;
  return {
    message: `This path leaves a page table behind that it allocated: ${state(object)} Free it first.`,
    related: [
      relatedAt(context, object.allocatedAt, 'It was allocated here.'),
      relatedAt(context, object.constructedAt, 'It was constructed here.'),
      relatedAt(context, object.destructedAt, 'It was destructed here.'),
    ],
  };
}

function isOwned({ life }: TableObject): boolean {
  return life === 'raw' || life === 'constructed' || life === 'destructed';
}

function state({ life, constructorFailed }: TableObject): string {
  if (constructorFailed) return 'its constructor failed, and nobody frees its memory.';
  return life === 'destructed'
    ? 'it was destructed, and nobody frees its memory.'
    : 'nobody frees it, and nothing points to it.';
}

/** Whoever runs a destructor for others is called so, and they free. */
const DESTRUCTORS = /dtor|_free_one$/;

/** A table of somebody else's that was destructed here. */
function destructed(
  context: RuleContext,
  object: TableObject,
  { definition }: FunctionPaths,
): Verdict | undefined {
  // What was computed from something else may be known, and freed, by that.
  const isOwn = object.origin.kind === 'parameter' || object.origin.kind === 'entry';
  if (!isOwn || object.life !== 'destructed') return undefined;
  if (DESTRUCTORS.test(definition.symbol.name)) return undefined;
  return {
    message: `The destructor ran on this page table, and this path leaves it behind: nobody frees its memory. Free it after its destructor.`,
    related: [relatedAt(context, object.destructedAt, 'It was destructed here.')],
  };
}

/** The entry that pointed to a table was cleared, and nobody has the table now. */
function unlinked(context: RuleContext, { unlinkedAt }: TableObject): Verdict {
  return {
    severity: 'warning',
    message:
      'The entry that pointed to this page table is cleared, and this path neither frees nor queues the table. Its memory is lost.',
    related: [relatedAt(context, unlinkedAt, 'The entry is cleared here.')],
  };
}
