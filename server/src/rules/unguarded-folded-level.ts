/**
 * Rule: unguarded-folded-level
 *
 * Reports a function that frees tables of a level without asking whether the level is folded, where the
 * other functions that free such tables in the same tree ask.
 */
import type { FunctionDefinition } from '../../../language/src/syntax/symbols.ts';
import { relatedAt } from './support/path-findings.ts';
import type { Finding, Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';
import { typedFinding } from './support/typed-findings.ts';

const meta: RuleMeta = {
  id: 'unguarded-folded-level',
  severity: 'warning',
  since: '0.1.0',
  summary: 'A function frees tables of a level that may be folded, and does not ask.',
  needs: 'types',
  fixable: false,
};

const docs: RuleDocs = {
  what: `pud_free(), __pud_free_tlb() or another function of the kind has a body that asks neither itself nor
in what it calls whether the level is folded at run time, and a function that frees tables of the same level
in this tree does (pgtable_l4_enabled(), mm_p4d_folded()).`,
  why: `Where a level is folded, a pointer to its table is a pointer into the table above. Freeing it frees
that table, which is in use. It happens only on machines with fewer levels, or in address spaces of another
size.`,
  how: `Ask as the other function does, and leave when the level is folded.`,
};

export const unguardedFoldedLevel: Rule = {
  meta,
  docs,
  check,
};

/** asm/pgalloc.h and asm/tlb.h: the functions by which tables of a level go. */
const FREES = /^(?:(pmd|pud|p4d)_free(?:_tlb)?|__(pmd|pud|p4d)_free_tlb)$/;
/** asm/pgtable.h: whether a level is there on this machine, or in this address space. */
const ASKS = /^(pgtable_l\d_enabled|mm_(pmd|pud|p4d)_folded)$/;
/** What they leave the work to: __pud_free(), ___p4d_free_tlb(). */
const HELPS = /^_*(pmd|pud|p4d)_free(_tlb)?$/;
/** How deep in called functions the question may stand. */
const CALLS = 2;

function check(context: RuleContext): Finding[] {
  return context.definitions.flatMap((definition) => {
    const level = levelOf(definition.symbol.name);
    const isEmpty = level === undefined || writtenNames(context, definition).length === 0;
    if (isEmpty || asks(context, definition, CALLS)) return [];
    const peer = askingPeer(context, level);
    const name = peer?.symbol.name;
    const verdict = peer && {
      token: definition.symbol.token,
      message: `${definition.symbol.name}() frees tables of a level that may be folded without checking that; ${name}() checks. Freeing a folded level frees the table above it. Check here as well.`,
      related: [relatedAt(context, peer.symbol.token, `${name}() checks.`)],
    };
    return (verdict && typedFinding(context, meta, { definition }, verdict)) ?? [];
  });
}

function levelOf(name: string): string | undefined {
  const match = FREES.exec(name);
  return match?.[1] ?? match?.[2];
}

/** A function that frees tables of the level and asks whether it is folded. */
function askingPeer(context: RuleContext, level: string): FunctionDefinition | undefined {
  const { unit } = context;
  return unit.fileLevel
    .functions((nameId) => levelOf(unit.interner.text(nameId)) === level)
    .find((peer) => asks(context, peer, CALLS));
}

function asks(context: RuleContext, definition: FunctionDefinition, calls: number): boolean {
  const names = writtenNames(context, definition);
  if (names.some((name) => ASKS.test(name))) return true;
  if (calls === 0) return false;
  return names.some((name) => {
    if (!HELPS.test(name)) return false;
    const called = context.unit.definition(context.unit.interner.find(name));
    return called !== undefined && called !== definition && asks(context, called, calls - 1);
  });
}

/** The names in a body as it is written: some architectures ask by a macro. */
function writtenNames({ unit }: RuleContext, definition: FunctionDefinition): string[] {
  const start = unit.expansionPlace(definition.bodyToken);
  const end = unit.expansionPlace(definition.endToken - 1);
  if (!start || !end || start.file !== end.file) return [];
  const text = Buffer.from(start.file.bytes.subarray(start.offset, end.offset)).toString('latin1');
  return [...new Set(text.replace(/\/\*.*?\*\//gs, '').match(/\b[a-z_]\w*\b/gi) ?? [])];
}
