/**
 * Rule: unguarded-folded-level
 *
 * Reports a function that frees tables of a level without asking whether the level is folded, where the
 * other functions that free such tables in the same tree ask.
 */
import type { FunctionDefinition } from '../../../language/src/syntax/symbols.ts';
import { relatedAt } from './path-findings.ts';
import type { Finding, Rule, RuleContext, RuleDocs, RuleExamples, RuleMeta } from './rule.ts';
import { typedFinding } from './typed-findings.ts';

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

const FOLDED = `
typedef struct { unsigned long p4d; } p4d_t;
bool pgtable_l4_enabled(void);
bool pgtable_l5_enabled(void);
bool mm_pud_folded(struct mm_struct *mm);
static inline void __pud_free(struct mm_struct *mm, pud_t *pud)
{
	free_page((unsigned long)pud);
}`;

const examples: RuleExamples = {
  flagged: [
    {
      title: 'Asked when it is freed, and not when it is queued',
      code: `${FOLDED}
static inline void pud_free(struct mm_struct *mm, pud_t *pud)
{
	if (!pgtable_l4_enabled())
		return;
	__pud_free(mm, pud);
}
static inline void __pud_free_tlb(struct mmu_gather *tlb, pud_t *pud, unsigned long addr)
{
	tlb_remove_ptdesc(tlb, virt_to_ptdesc(pud));
}`,
    },
    {
      title: 'The other way round',
      code: `${FOLDED}
static inline void p4d_free(struct mm_struct *mm, p4d_t *p4d)
{
	free_page((unsigned long)p4d);
}
static inline void __p4d_free_tlb(struct mmu_gather *tlb, p4d_t *p4d, unsigned long addr)
{
	if (pgtable_l5_enabled())
		tlb_remove_ptdesc(tlb, virt_to_ptdesc(p4d));
}`,
    },
    {
      title: 'By address space',
      code: `${FOLDED}
static inline void pud_free_tlb(struct mmu_gather *tlb, pud_t *pud, unsigned long addr)
{
	tlb_remove_ptdesc(tlb, virt_to_ptdesc(pud));
}
static inline void pud_free(struct mm_struct *mm, pud_t *pud)
{
	if (!mm_pud_folded(mm))
		__pud_free(mm, pud);
}`,
    },
  ],
  clean: [
    {
      title: 'Both ask',
      code: `${FOLDED}
static inline void pud_free(struct mm_struct *mm, pud_t *pud)
{
	if (pgtable_l4_enabled())
		__pud_free(mm, pud);
}
static inline void __pud_free_tlb(struct mmu_gather *tlb, pud_t *pud, unsigned long addr)
{
	if (pgtable_l4_enabled())
		tlb_remove_ptdesc(tlb, virt_to_ptdesc(pud));
}`,
    },
    {
      title: 'The called function asks',
      code: `${FOLDED}
static inline void pud_free(struct mm_struct *mm, pud_t *pud)
{
	if (pgtable_l4_enabled())
		__pud_free(mm, pud);
}
static inline void __pud_free_tlb(struct mmu_gather *tlb, pud_t *pud, unsigned long addr)
{
	pud_free(tlb->mm, pud);
}`,
    },
    {
      title: 'Nobody asks: the level is always there',
      code: `${FOLDED}
static inline void pud_free(struct mm_struct *mm, pud_t *pud) { __pud_free(mm, pud); }
static inline void __pud_free_tlb(struct mmu_gather *tlb, pud_t *pud, unsigned long addr)
{
	tlb_remove_ptdesc(tlb, virt_to_ptdesc(pud));
}`,
    },
    {
      title: 'Another level is asked about',
      code: `${FOLDED}
static inline void p4d_free(struct mm_struct *mm, p4d_t *p4d)
{
	if (pgtable_l5_enabled())
		free_page((unsigned long)p4d);
}
static inline void __pud_free_tlb(struct mmu_gather *tlb, pud_t *pud, unsigned long addr)
{
	tlb_remove_ptdesc(tlb, virt_to_ptdesc(pud));
}`,
    },
    {
      title: 'Nothing is freed',
      code: `${FOLDED}
static inline void pud_free(struct mm_struct *mm, pud_t *pud)
{
	if (pgtable_l4_enabled())
		__pud_free(mm, pud);
}
static inline void __pud_free_tlb(struct mmu_gather *tlb, pud_t *pud, unsigned long addr) { }`,
    },
  ],
};

export const unguardedFoldedLevel: Rule = { meta, docs, examples, check };

/** asm/pgalloc.h and asm/tlb.h: the functions by which tables of a level go. */
const FREES = /^(?:(pmd|pud|p4d)_free(?:_tlb)?|__(pmd|pud|p4d)_free_tlb)$/;
/** asm/pgtable.h: whether a level is there on this machine, or in this address space. */
const ASKS = /^(pgtable_l\d_enabled|mm_(pmd|pud|p4d)_folded)$/;
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
      message: `${definition.symbol.name}() frees tables of a level that may be folded, and does not ask; ${name}() does. Freeing a folded level frees the table above. Ask here as well.`,
      related: [relatedAt(context, peer.symbol.token, `${name}() asks.`)],
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
  return unit
    .functions((nameId) => levelOf(unit.interner.text(nameId)) === level)
    .find((peer) => asks(context, peer, CALLS));
}

function asks(context: RuleContext, definition: FunctionDefinition, calls: number): boolean {
  const names = writtenNames(context, definition);
  if (names.some((name) => ASKS.test(name))) return true;
  if (calls === 0) return false;
  return names.some((name) => {
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
