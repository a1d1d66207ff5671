import assert from 'node:assert/strict';
import { codeLenses } from '../../src/features/code-lenses.ts';
import { simulateLenses } from '../../src/features/simulate-lenses.ts';
import type { CodeLensPlace } from '../../src/protocol.ts';
import { tablesText } from '../test-kit/mini-tables.ts';
import { openWorkspace, type Workspace } from '../test-kit/workspace.ts';

/** A line that names the lenses of the line above it. */
const MARK = /^\/\/\^ /;

/** Every lens of the file stands under its line, and no other: `//^ kind name → entry`. */
function checkLenses(
  marked: string,
  lensesOf: (workspace: Workspace) => CodeLensPlace[],
  header = tablesText({}),
): void {
  const lines = marked.split('\n').filter((line) => !MARK.test(line));
  const lenses = lensesOf(openWorkspace(lines.join('\n'), header));
  // Above the text stands the line that includes the header; lenses count lines from 0.
  const spelled = lines.flatMap((line, i) => [
    line,
    ...lenses.filter((lens) => lens.line === i + 1).map(spelledLens),
  ]);
  assert.equal(spelled.join('\n'), marked);
  assert.equal(lenses.length, marked.split('\n').length - lines.length);
}

function spelledLens(lens: CodeLensPlace): string {
  const entry = lens.kind === 'simulate' ? ` → ${lens.entry}` : '';
  return `//^ ${lens.kind} ${lens.name}${entry}`;
}

describe('code lenses', () => {
  const ofMemdescs = ({ model, file }: Workspace) => codeLenses(model, file.path);
  it('stand at declarations of memdescs', () =>
    checkLenses(
      `
struct thing { unsigned long flags; unsigned long word; };
//^ overlay struct thing
static_assert(offsetof(struct page, flags) == offsetof(struct thing, flags), "");
static_assert(sizeof(struct thing) <= sizeof(struct page), "");
struct other { int n; };`,
      ofMemdescs,
    ));

  const ofFunctions = ({ unit, file }: Workspace) => simulateLenses(unit, file);
  for (const [title, code] of [
    [
      'functions that construct and destruct, with the lifecycle of their level',
      `
pmd_t *pmd_make(struct mm_struct *mm)
//^ simulate pmd_make → pmd
//^ call pmd_make
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (!pagetable_pmd_ctor(pt))
		return NULL;
	return ptdesc_address(pt);
}
void pud_drop(struct mm_struct *mm, pud_t *pud)
//^ simulate pud_drop → pud
{
	pagetable_pud_dtor(virt_to_ptdesc(pud));
}`,
    ],
    [
      'a function named so that comes to one, by the queue',
      `
static inline void __pmd_free_tlb(struct mmu_gather *tlb, pmd_t *pmd)
//^ simulate __pmd_free_tlb → pmd-gather
{
	tlb_remove_ptdesc(tlb, virt_to_ptdesc(pmd));
}`,
    ],
    [
      'no function that has nothing to do with tables',
      `
int f(int a) { return a + 1; }
void pte_free_nothing(void) { }`,
    ],
  ] as const)
    it(`stand at ${title}`, () => checkLenses(code, ofFunctions));
});
