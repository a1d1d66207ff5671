/**
 * Rule: missing-constructor
 *
 * Reports a table that goes into use raw, where tables of its level are constructed in this tree. What
 * the tree does is read from its own functions: the generic pmd_alloc_one() and its kind are the peers.
 */
import type { PathEvent } from '../paths/operation.ts';
import type { Level, TableObject } from '../paths/table-object.ts';
import { levelOfType } from '../paths/table-types.ts';
import type { FunctionPaths } from '../paths/unit-paths.ts';
import { genericPeer } from './support/generic-peer.ts';
import { pathFindings, relatedAt, type Verdict } from './support/path-findings.ts';
import { constructingPeers } from './support/peers.ts';
import type { Finding, Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';
import { type StoredTables, storedTables } from './support/stored-tables.ts';

const meta: RuleMeta = {
  id: 'missing-constructor',
  severity: 'warning',
  since: '0.1.0',
  summary: 'A page table goes into use without the constructor that its level has in this tree.',
  needs: 'paths',
  fixable: false,
};

const docs: RuleDocs = {
  what: `Fresh memory becomes a page table of a process, or is what an architecture's pmd_alloc_one() or the
like gives out, and no constructor ran. Whether a level has one is read from the tree: from the function
that allocates such tables, from the generic one that the architecture stands in for, or, where that is
not at hand, from what most other architectures do.`,
  why: `Without its constructor a table has no lock of its own, no page type and no place in NR_PAGETABLE;
its destructor then undoes what was never done.`,
  how: `Run the constructor of the level after the allocation, and free the memory when it fails.`,
};

export const missingConstructor: Rule = { meta, docs, check };

function check(context: RuleContext): Finding[] {
  const stored = storedTables(context);
  return pathFindings(context, meta, (event, paths) => {
    const { operation, object } = event;
    if (operation.kind === 'populate') return populated(context, event, rawSource(object, stored));
    if (object.life !== 'raw' || object.origin.kind !== 'allocated') return undefined;
    return operation.kind === 'return' ? givenOut(context, event, paths) : undefined;
  });
}

/** Where a raw table was allocated, or stored for others to read; undefined when it is not raw. */
function rawSource(
  { life, origin, allocatedAt }: TableObject,
  stored: ReadonlyMap<string, StoredTables>,
): number | undefined {
  if (origin.kind === 'allocated') return life === 'raw' ? allocatedAt : undefined;
  if (origin.kind !== 'loaded' || life !== 'unknown') return undefined;
  return stored.get(origin.place)?.get('raw');
}

const TYPE_OF_LEVEL: Record<Level, string> = {
  pte: 'pgtable_t',
  pmd: 'pmd_t',
  pud: 'pud_t',
  p4d: 'p4d_t',
  pgd: 'pgd_t',
};

function populated(
  context: RuleContext,
  { operation, object }: PathEvent,
  source: number | undefined,
): Verdict | undefined {
  if (source === undefined) return undefined;
  const { level, isKernelMm } = operation;
  const norm = level && !isKernelMm ? context.norms.of(TYPE_OF_LEVEL[level]) : undefined;
  if (!norm?.isConstructed) return undefined;
  const failed = object.constructorFailed ? ' Its constructor was called, and failed.' : '';
  return {
    message: `This ${level} table is put to use without running its constructor.${failed} ${norm.peer}() constructs such tables in this tree; without its constructor this one has no lock and is not counted.`,
    related: [
      relatedAt(context, source, 'This is where it comes from, raw.'),
      relatedAt(context, norm.token, `${norm.peer}() gives out constructed tables.`),
    ],
  };
}

const ALLOCATOR = /^_*(pmd|pud|p4d|pte)_alloc_one(_noprof)?$/;

/** An architecture's own function, measured by the generic one that it stands in for. */
function givenOut(
  context: RuleContext,
  { object }: PathEvent,
  { definition }: FunctionPaths,
): Verdict | undefined {
  const name = definition.symbol.name;
  const level = ALLOCATOR.exec(name)?.[1] as Level | undefined;
  if (level === undefined || levelOfType(object.tableType) === undefined) return undefined;
  const peer = genericPeer(context, level);
  if (!peer) return unlikeOthers(context, name, level, object.allocatedAt);
  return {
    message: `${name}() gives out a raw ${level} table. The generic ${peer.name}() runs ${peer.constructor}(); without it the table has no lock of its own and is not counted. Construct it, and free it when that fails.`,
    related: [
      relatedAt(context, object.allocatedAt, 'It was allocated here.'),
      { ...peer.place, message: `The generic ${peer.name}() constructs its tables.` },
    ],
  };
}

/** Where there is no generic function to measure by, most other architectures are. */
function unlikeOthers(
  context: RuleContext,
  name: string,
  level: Level,
  allocatedAt: number,
): Verdict | undefined {
  const peers = constructingPeers(context.peers, level);
  if (peers.length === 0) return undefined;
  const archs = [...new Set(peers.map(({ arch }) => arch))].join(', ');
  return {
    severity: 'info',
    message: `${name}() gives out a raw ${level} table, and most architectures with a function of their own construct theirs: ${archs}. Without its constructor the table is not counted. Construct it as they do.`,
    related: [
      relatedAt(context, allocatedAt, 'It was allocated here.'),
      ...peers.slice(0, 3).map(({ arch, constructedBy, place }) => ({
        ...place,
        message: `${arch} runs ${constructedBy}().`,
      })),
    ],
  };
}
