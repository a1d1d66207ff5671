/**
 * Rule: allocation-pair
 *
 * Reports memory that is given back to another allocator than it came from, or in another size. Only
 * memory that the function allocated itself, or got from a function whose body is in the unit, counts.
 */
import type { Operation, PathEvent } from '../paths/operation.ts';
import type { Family, TableObject } from '../paths/table-object.ts';
import { levelOfType } from '../paths/table-types.ts';
import type { Severity } from '../settings/severity.ts';
import { pathFindings, placeOf, relatedAt, type Verdict } from './support/path-findings.ts';
import type { Finding, Fix, Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';
import { callReplaced, callStatementAt } from './support/statement-text.ts';

const meta: RuleMeta = {
  id: 'allocation-pair',
  severity: 'error',
  since: '0.1.0',
  summary: 'Memory goes back to another allocator than it came from, or in another size.',
  needs: 'paths',
  fixable: true,
};

const docs: RuleDocs = {
  what: `On one path memory is allocated in one order and freed in another, or comes from the slab and is
freed as a page (or the other way round), or comes from pagetable_alloc() and is freed as plain pages
(or the other way round).`,
  why: `A wrong order leaks pages or frees someone else's. Slab objects are no pages. pagetable_alloc()
and pagetable_free() are plain pages only for as long as struct ptdesc lies over struct page: when page
tables get descriptors of their own, a mixed pair breaks. pagetable_free() also takes the size from the
compound page, which plain pages of a higher order are not.`,
  how: `Use the function that belongs to the allocation, with the same order.`,
};

export const allocationPair: Rule = { meta, docs, check };

function check(context: RuleContext): Finding[] {
  return pathFindings(context, meta, (event, { events }) => {
    const foreign = slabMismatch(context, event);
    if (foreign) return verdict(context, event.operation, event.object, foreign);
    const mismatch = mismatchOf(event);
    if (!mismatch || isChosenInside(event, events)) return undefined;
    return verdict(context, event.operation, event.object, mismatch);
  });
}

function mismatchOf({ operation, object }: PathEvent): Mismatch | undefined {
  if (operation.kind !== 'free' || object.origin.kind !== 'allocated') return undefined;
  if (object.life === 'freed' || object.life === 'queued' || !object.family) return undefined;
  return familyMismatch(operation, object) ?? orderMismatch(operation, object);
}

/** A table that an entry or a caller gave goes to a slab, and those of its level are pages in this tree. */
function slabMismatch(
  { pairs }: RuleContext,
  { operation, object }: PathEvent,
): Mismatch | undefined {
  const isGiven = object.origin.kind === 'entry' || object.origin.kind === 'parameter';
  if (operation.kind !== 'free' || operation.family !== 'slab' || !isGiven) return undefined;
  if (operation.innerToken !== undefined || object.life === 'freed') return undefined;
  const level = levelOfType(object.tableType);
  const families = [...pairs.all.values()]
    .flat()
    .flatMap((member) =>
      member.level === level && member.side === 'allocates' ? [member.family] : [],
    );
  const isPages = families.every((family) => family === 'pagetable' || family === 'page');
  if (families.length === 0 || !isPages) return undefined;
  return {
    message: `This ${level} table comes from pages, as all of its level do in this tree, and ${operation.name}() frees what comes from a slab.`,
    severity: 'error',
    isFamily: false,
  };
}

/**
 * A function that frees by one way or another knows which: where one of its ways fits the memory, what
 * it asks to choose is taken to be what the allocation asked.
 */
function isChosenInside({ operation, object }: PathEvent, events: readonly PathEvent[]): boolean {
  if (operation.innerToken === undefined) return false;
  return events.some(
    (other) =>
      other.operation.kind === 'free' &&
      other.operation.token === operation.token &&
      other.operation.innerToken !== operation.innerToken &&
      other.object.site === object.site &&
      mismatchOf(other) === undefined,
  );
}

interface Mismatch {
  readonly message: string;
  readonly severity: Severity;
  readonly isFamily: boolean;
}

const FAMILY: Record<Family, string> = {
  pagetable: 'pagetable_alloc()',
  page: 'the page allocator',
  slab: 'a slab',
  boot: 'the allocator of the boot',
};

/** Page tables and plain pages are the same memory today; everything else never is. */
function familyMismatch(operation: Operation, object: TableObject): Mismatch | undefined {
  const { family } = operation;
  if (!family || !object.family || family === object.family) return undefined;
  // Which functions free memory of the boot depends on how far the boot is.
  if (family === 'boot' || object.family === 'boot') return undefined;
  const isPages = [family, object.family].every((f) => f !== 'slab');
  // These look at what the page is and free it by that.
  if (isPages && family === 'page' && operation.order === undefined) return undefined;
  const isLarge = isPages && typeof object.order === 'bigint' && object.order > 0n;
  return {
    message: `This memory came from ${FAMILY[object.family]}, and ${operation.name}() frees what comes from ${FAMILY[family]}.`,
    severity: isPages && !isLarge ? 'warning' : 'error',
    isFamily: true,
  };
}

function orderMismatch(operation: Operation, object: TableObject): Mismatch | undefined {
  const { order } = operation;
  if (typeof order !== 'bigint' || typeof object.order !== 'bigint') return undefined;
  if (order === object.order) return undefined;
  return {
    message: `This memory was allocated in order ${object.order} and is freed in order ${order}.`,
    severity: 'error',
    isFamily: false,
  };
}

function verdict(
  context: RuleContext,
  operation: Operation,
  object: TableObject,
  { message, severity, isFamily }: Mismatch,
): Verdict {
  return {
    message: `${message} Free it with the function that belongs to its allocation, in the same order.`,
    severity,
    related: [
      relatedAt(context, object.allocatedAt, 'It was allocated here.'),
      relatedAt(context, operation.innerToken, 'It is freed here.'),
    ],
    fixes: operation.innerToken === undefined ? [fixOf(context, operation, object, isFamily)] : [],
  };
}

function fixOf(
  context: RuleContext,
  operation: Operation,
  object: TableObject,
  isFamily: boolean,
): Fix | undefined {
  const place = placeOf(context, operation.token);
  const call = place && callStatementAt(context.file, place.line);
  const text = call && (isFamily ? familyCall(call, object) : orderCall(call, object));
  if (!call || !text) return undefined;
  const edits = [callReplaced(context.file, call, text)];
  return { title: `Write ${text}`, isSafe: false, edits };
}

/** Plain pages under the name of a table, and a table under the name of plain pages. */
function familyCall({ name, args }: { name: string; args: string }, object: TableObject) {
  const virt = /^virt_to_ptdesc\((\w+)\)$/.exec(args);
  if (name === 'pagetable_free' && virt && object.order === 0n)
    return `free_page((unsigned long)${virt[1]})`;
  const page = /^ptdesc_page\((\w+)\)(, *\d+)?$/.exec(args);
  if (/^__free_pages?$/.test(name) && page) return `pagetable_free(${page[1]})`;
  const address = /^\(unsigned long\)\s*(\w+)$/.exec(args);
  if (name !== 'free_page' || !address || object.family === 'slab') return undefined;
  return `pagetable_free(virt_to_ptdesc(${address[1]}))`;
}

function orderCall({ name, args }: { name: string; args: string }, { order }: TableObject) {
  if (name === 'free_page' || name === '__free_page') return `${name}s(${args}, ${order})`;
  const first = /^(.*), *\w+$/.exec(args);
  return first && /^(__)?free_pages$/.test(name) ? `${name}(${first[1]}, ${order})` : undefined;
}
