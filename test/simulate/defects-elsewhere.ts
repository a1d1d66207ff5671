/** Defects for what other architectures have of their own, as those of tree-defects.ts. */
import type { TreeDefect } from './tree-defects.ts';

const PGALLOC = 'include/asm-generic/pgalloc.h';
const ARM64_TLB = 'arch/arm64/include/asm/tlb.h';
const S390 = 'arch/s390/include/asm/pgalloc.h';
const PPC_FRAGMENT = 'arch/powerpc/mm/pgtable-frag.c';
const PPC = 'arch/powerpc/mm/book3s64/mmu_context.c';
const RISCV = 'arch/riscv/include/asm/pgalloc.h';

const PTE_FREE = { file: PGALLOC, in: 'pte_free', line: 'pagetable_free(ptdesc);' };
const ARM64_FREE = { file: ARM64_TLB, in: '__tlb_remove_table', line: 'free_page_and_swap_cache(' };
const CRST_FREE = {
  file: 'arch/s390/mm/pgalloc.c',
  in: 'crst_table_free',
  line: 'pagetable_free(',
};
const FRAGMENT_FREE = { file: PPC, in: 'pmd_frag_destroy', line: 'pagetable_free(ptdesc);' };

export const DEFECTS_ELSEWHERE: readonly TreeDefect[] = [
  { title: 'pte_free() without the destructor', file: PGALLOC, in: 'pte_free', from: 'pagetable_pte_dtor(ptdesc);', to: '', arch: 'arm64', configuration: 'defconfig', entry: 'pte', check: 'missing-destructor', at: PTE_FREE },
  { title: 'ptes are gathered without the destructor', file: ARM64_TLB, in: '__pte_free_tlb', from: 'pagetable_pte_dtor(ptdesc);', to: '', arch: 'arm64', configuration: 'defconfig', entry: 'pte-gather', check: 'missing-destructor', at: ARM64_FREE },
  { title: 'pmds are gathered with two destructors', file: ARM64_TLB, in: '__pmd_free_tlb', from: 'pagetable_pmd_dtor(ptdesc);', to: 'pagetable_pmd_dtor(ptdesc); pagetable_pmd_dtor(ptdesc);', arch: 'arm64', configuration: 'defconfig', entry: 'pmd-gather', check: 'destructor-without-constructor', at: { file: ARM64_TLB, in: '__pmd_free_tlb', line: 'pagetable_pmd_dtor(ptdesc); pagetable' } },
  { title: 'pmds are gathered with the destructor of ptes', file: ARM64_TLB, in: '__pmd_free_tlb', from: 'pagetable_pmd_dtor(ptdesc);', to: 'pagetable_pte_dtor(ptdesc);', arch: 'arm64', configuration: 'defconfig', entry: 'pmd-gather', check: 'wrong-destructor', at: { file: ARM64_TLB, in: '__pmd_free_tlb', line: 'pagetable_pte_dtor(ptdesc);' } },
  { title: 'pmd_free() without the destructor', file: S390, in: 'pmd_free', from: 'pagetable_pmd_dtor(virt_to_ptdesc(pmd));', to: '', arch: 's390', configuration: 'defconfig', entry: 'pmd', check: 'missing-destructor', at: CRST_FREE },
  { title: 'pmd_free() with two destructors', file: S390, in: 'pmd_free', from: 'pagetable_pmd_dtor(virt_to_ptdesc(pmd));', to: 'pagetable_pmd_dtor(virt_to_ptdesc(pmd)); pagetable_pmd_dtor(virt_to_ptdesc(pmd));', arch: 's390', configuration: 'defconfig', entry: 'pmd', check: 'destructor-without-constructor', at: { file: S390, in: 'pmd_free', line: 'pagetable_pmd_dtor(virt_to_ptdesc(pmd)); pagetable' } },
  { title: 'pmd_alloc_one() without the constructor', file: S390, in: 'pmd_alloc_one', from: 'if (!pagetable_pmd_ctor(virt_to_ptdesc(table))) {', to: 'if (!table) {', arch: 's390', configuration: 'defconfig', entry: 'pmd', check: 'destructor-without-constructor', at: { file: S390, in: 'pmd_free', line: 'pagetable_pmd_dtor(' } },
  { title: 'the last fragment of pmds goes without the destructor', file: PPC, in: 'pmd_frag_destroy', from: 'pagetable_pmd_dtor(ptdesc);', to: '', arch: 'powerpc', configuration: 'defconfig', entry: 'pmd', check: 'missing-destructor', at: FRAGMENT_FREE },
  { title: 'a page of fragments has two constructors', file: PPC_FRAGMENT, in: '__alloc_for_ptecache', from: 'if (!pagetable_pte_ctor(ptdesc)) {', to: 'if (!pagetable_pte_ctor(ptdesc) || !pagetable_pte_ctor(ptdesc)) {', arch: 'powerpc', configuration: 'defconfig', entry: 'pte', check: 'double-constructor', at: { file: PPC_FRAGMENT, in: '__alloc_for_ptecache', line: 'pagetable_pte_ctor(ptdesc) ||' } },
  { title: 'pmds are gathered without the destructor', file: RISCV, in: '__pmd_free_tlb', from: 'pagetable_pmd_dtor(ptdesc);', to: '', arch: 'riscv', configuration: 'defconfig', entry: 'pmd-gather', check: 'missing-destructor', at: { file: 'mm/mmu_gather.c', in: '__tlb_batch_free_encoded_pages', line: 'free_pages_and_swap_cache(' } },
]; // biome-ignore format: a table
