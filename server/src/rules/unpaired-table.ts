/**
 * Rule: unpaired-table
 *
 * Reports a function that allocates or frees tables of a level and does not fit its counterparts: one side
 * constructs and the other does not destruct, they name different levels, allocators or sizes, or the
 * function that is to free frees nothing. The pair is the norm, so it holds when the code that would be
 * one is gone.
 */
import type { PairMember } from '../paths/level-pairs.ts';
import type { Severity } from '../settings/severity.ts';
import { placeOf, relatedAt } from './support/path-findings.ts';
import type { Finding, Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';

const meta: RuleMeta = {
  id: 'unpaired-table',
  severity: 'error',
  since: '0.1.0',
  summary: 'The functions that allocate and free tables of a level do not fit each other.',
  needs: 'paths',
  fixable: false,
};

const docs: RuleDocs = {
  what: `pmd_alloc_one(), pmd_free() and __pmd_free_tlb(), and their kind at each level, belong together.
What one constructs, each of the others destructs, now or when the queue is emptied; what comes from one
allocator goes back there in the same size. The one that differs from most of its kind is reported, with
one that it does not fit.`,
  why: `A table that is constructed and not destructed leaks its lock and its place in NR_PAGETABLE; one
that is destructed without having been constructed frees a lock that is not there.`,
  how: `Do on each side what the other expects.`,
};

export const unpairedTable: Rule = { meta, docs, check };

function check(context: RuleContext): Finding[] {
  return [...context.pairs.all.values()].flatMap((members) =>
    members.flatMap((member) => {
      const verdict = judge(member, members);
      return (verdict && findingOf(context, member, verdict)) ?? [];
    }),
  );
}

interface Verdict {
  readonly message: string;
  readonly other: PairMember | undefined;
  readonly severity: Severity;
}

function judge(member: PairMember, members: readonly PairMember[]): Verdict | undefined {
  const others = members.filter((each) => each !== member);
  return (
    keeping(member, others) ??
    caring(member, others) ??
    ofAnotherLevel(member, others) ??
    ofAnotherAllocator(member, others)
  );
}

function keeping(member: PairMember, others: readonly PairMember[]): Verdict | undefined {
  const other = others.find(({ side, family }) => side === 'allocates' && family !== undefined);
  if (!member.keeps || (!other && !member.name.endsWith('_tlb'))) return undefined;
  const message = `${member.name}() neither frees nor queues the ${member.level} table that it is given. Its memory is lost.`;
  return { message, other, severity: 'error' };
}

/** Who constructs or destructs where others do not, and the other way round. */
function caring(member: PairMember, others: readonly PairMember[]): Verdict | undefined {
  const { cares, side } = member;
  const unlike = others.filter((each) => each.cares !== undefined && each.cares !== cares);
  const alike = others.filter((each) => each.cares === cares);
  const other = unlike.find((each) => each.side !== side) ?? unlike[0];
  if (cares === undefined || !other || unlike.length < alike.length + 1) return undefined;
  // Of two that differ, the one that lacks something is more likely wrong.
  if (unlike.length === alike.length + 1 && cares) return undefined;
  const own = side === 'allocates' ? 'run a constructor on' : 'have a destructor run on';
  const its = other.side === 'allocates' ? 'constructs' : 'destructs';
  const message = cares
    ? `${member.name}() ${side === 'allocates' ? 'constructs' : 'destructs'} ${member.level} tables, and ${other.name}() does not ${other.side === 'allocates' ? 'construct' : 'destruct'} them. Do the same on both sides.`
    : `${member.name}() does not ${own} ${member.level} tables, and ${other.name}() ${its} them. Do the same on both sides.`;
  return { message, other, severity: 'error' };
}

function ofAnotherLevel(member: PairMember, others: readonly PairMember[]): Verdict | undefined {
  const { caresAs, level, name, side } = member;
  if (caresAs === undefined || caresAs === level) return undefined;
  const other = others.find((each) => each.caresAs === level);
  if (!other) return undefined;
  const what = side === 'allocates' ? 'constructor' : 'destructor';
  const message = `${name}() runs the ${what} of a ${caresAs} table on ${level} tables; ${other.name}() takes that of their own level. The levels differ in what is set up and checked.`;
  return { message, other, severity: 'error' };
}

/** Objects of a slab are never pages. */
function ofAnotherAllocator(
  member: PairMember,
  others: readonly PairMember[],
): Verdict | undefined {
  if (member.side !== 'frees') return undefined;
  const other = others.find(({ side, family }) => side === 'allocates' && family !== undefined);
  if (!other || member.family === undefined) return undefined;
  const isSlab = (family: PairMember['family']) => family === 'slab';
  const isFamily = isSlab(member.family) !== isSlab(other.family);
  const isOrder =
    typeof member.order === 'bigint' &&
    typeof other.order === 'bigint' &&
    member.order !== other.order;
  if (member.family === 'boot' || (!isFamily && !isOrder)) return undefined;
  const how = isFamily ? 'to another allocator' : 'in another size';
  const message = `${member.name}() gives ${member.level} tables back ${how} than ${other.name}() takes them from. Free them by the function that belongs to their allocation.`;
  return { message, other, severity: 'error' };
}

function findingOf(
  context: RuleContext,
  { name, token }: PairMember,
  { message, other, severity }: Verdict,
): Finding | undefined {
  const place = placeOf(context, token);
  const related = other && relatedAt(context, other.token, `${other.name}() is the counterpart.`);
  return (
    place && {
      rule: meta.id,
      severity,
      message,
      place,
      function: name,
      ...(related && { related: [related] }),
    }
  );
}
