/**
 * Rule: paravirt-pair
 *
 * Reports a table that a hypervisor was told about, and that is freed before it is told again; or of
 * whose end it is told too late.
 */
import { isGone } from '../paths/apply-operation.ts';
import type { PathEvent } from '../paths/operation.ts';
import type { FunctionPaths } from '../paths/unit-paths.ts';
import { pathFindings, relatedAt, type Verdict } from './support/path-findings.ts';
import type { Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';

const meta: RuleMeta = {
  id: 'paravirt-pair',
  severity: 'info',
  since: '0.1.0',
  summary: 'A table is freed while a hypervisor takes it for one.',
  needs: 'paths',
  fixable: false,
};

const docs: RuleDocs = {
  what: `paravirt_alloc_pte() or one of its kind is called for a table, and on the same path the table is
freed or queued without paravirt_release_pte(); or that is called after the table was freed or queued. The
same for __pte_free_tlb() and its kind, which queue tables that pmd_populate() and its kind announced.`,
  why: `Under Xen the kernel cannot write to a page that is known as a page table. Freed without a word, the
page faults in the hands of its next owner. After it was freed or queued, the page may already be
someone else's table.`,
  how: `Call paravirt_release_…() before the table is freed or queued.`,
};

export const paravirtPair: Rule = { meta, docs, check };

function check(context: RuleContext) {
  return pathFindings(
    context,
    meta,
    (event, paths) => judge(context, event) ?? unlikePopulate(context, event, paths),
  );
}

/** The function that makes the entry to a table of each level, which is where it is announced. */
const POPULATES: Readonly<Record<string, string>> = {
  pte: 'pmd_populate',
  pmd: 'pud_populate',
  pud: 'p4d_populate',
  p4d: 'pgd_populate',
};
const QUEUES = /^_*(pte|pmd|pud|p4d)_free_tlb$/;

const isRelease = ({ operation }: PathEvent) =>
  operation.kind === 'unmark' && operation.mark === 'announced';

/** A level that is announced when it is put in, and goes without a word. */
function unlikePopulate(
  context: RuleContext,
  { operation, object }: PathEvent,
  { definition, events }: FunctionPaths,
): Verdict | undefined {
  const level = operation.kind === 'queue' ? QUEUES.exec(definition.symbol.name)?.[1] : undefined;
  if (level === undefined || object.origin.kind !== 'parameter') return undefined;
  if (events.some(isRelease) || object.isEscaped) return undefined;
  const populate = POPULATES[level] ?? '';
  const announces = context.paths
    .summaryOf(populate)
    ?.outcomes.some(({ trace }) => trace.some((t) => t.operation.mark === 'announced'));
  if (!announces) return undefined;
  const { unit } = context;
  const token = unit.definition(unit.interner.find(populate))?.symbol.token;
  return {
    message: `${populate}() announces such tables to the hypervisor, but this one is queued without releasing it. Call paravirt_release_${level}() first.`,
    related: [relatedAt(context, token, 'They are announced here.')],
  };
}

function judge(context: RuleContext, { operation, object }: PathEvent): Verdict | undefined {
  const { kind, mark, name } = operation;
  const { announced } = object.marks;
  if ((kind === 'free' || kind === 'queue') && announced !== undefined && !isGone(object)) {
    return {
      message: `This frees a table that the hypervisor still treats as a page table, so the next owner of the page cannot write to it. Call paravirt_release_…() first.`,
      related: [relatedAt(context, announced, 'The hypervisor is told of the table here.')],
    };
  }
  if (kind !== 'unmark' || mark !== 'announced' || !isGone(object)) return undefined;
  return {
    message: `${name}() runs after the table was given away, when the page may already be another table. Call it first.`,
    related: [relatedAt(context, object.goneAt, 'The table goes here.')],
  };
}
