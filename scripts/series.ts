/**
 * The series "Split ptdesc from struct page", patch by patch, as the modelled kernel has it: what each
 * patch does, in which files, and, where several patches share a file, with which functions.
 */
export interface Patch {
  readonly number: number;
  /** In our words. */
  readonly title: string;
  /** Below the modelled kernel. */
  readonly files: readonly string[];
  /** What it is about in files that other patches change as well. */
  readonly functions?: readonly string[];
  /** Why nothing of it can run. */
  readonly declares?: string;
}

const MM = 'include/linux/mm.h';
const PGTABLE = 'include/linux/pgtable.h';

const patch = (number: number, title: string, files: readonly string[]): Patch => ({
  number,
  title,
  files,
});

/** A patch of include/linux/mm.h or mm/memory.c about some functions. */
const about = (
  number: number,
  title: string,
  functions: readonly string[],
  files: readonly string[] = [MM],
): Patch => ({ ...patch(number, title, files), functions });

export const SERIES: readonly Patch[] = [
  about(
    1,
    'folio helpers for page types',
    ['__folio_set_pgtable', '__folio_clear_pgtable'],
    ['include/linux/page-flags.h'],
  ),
  patch(2, "s390: a name for the gmap's guest address", ['arch/s390/mm/gmap.c']),
  {
    ...patch(3, 'struct ptdesc and its assertions', [PGTABLE]),
    declares: 'types and assertions; every access to a `struct ptdesc` relies on them',
  },
  about(
    4,
    'allocation, conversions, reserved tables',
    ['pagetable_alloc', 'pagetable_free', 'ptdesc_address', 'pagetable_is_reserved'],
    [MM, PGTABLE, 'include/asm-generic/tlb.h'],
  ),
  about(5, 'pmd_ptdesc()', ['pmd_ptdesc']),
  about(6, 'ptlock_alloc() on ptdescs', ['ptlock_alloc'], [MM, 'mm/memory.c']),
  about(7, 'ptlock_ptr() on ptdescs', ['ptlock_ptr']),
  about(8, 'pmd_ptlock_init() on ptdescs', ['pmd_ptlock_init']),
  about(9, 'ptlock_init() on ptdescs', ['ptlock_init']),
  about(10, 'pmd_ptlock_free() on ptdescs', ['pmd_ptlock_free']),
  about(11, 'ptlock_free() on ptdescs', ['ptlock_free'], [MM, 'mm/memory.c']),
  about(12, 'constructors and destructors on ptdescs', [
    'pagetable_pte_ctor',
    'pagetable_pte_dtor',
    'pagetable_pmd_ctor',
    'pagetable_pmd_dtor',
  ]),
  patch(13, 'powerpc', [
    'arch/powerpc/mm/book3s64/mmu_context.c',
    'arch/powerpc/mm/book3s64/pgtable.c',
    'arch/powerpc/mm/pgtable-frag.c',
  ]),
  patch(14, 'x86', ['arch/x86/mm/pgtable.c', 'arch/x86/xen/mmu_pv.c']),
  patch(15, 's390 gmap', ['arch/s390/mm/gmap.c']),
  patch(16, 's390 allocation', [
    'arch/s390/include/asm/pgalloc.h',
    'arch/s390/include/asm/tlb.h',
    'arch/s390/mm/pgalloc.c',
  ]),
  {
    ...patch(17, 'no page-table members in struct page', ['include/linux/mm_types.h', PGTABLE]),
    declares: 'members of types go',
  },
  patch(18, 'generic allocation', ['include/asm-generic/pgalloc.h']),
  patch(19, 'arm', ['arch/arm/include/asm/tlb.h', 'arch/arm/mm/mmu.c']),
  patch(20, 'arm64', ['arch/arm64/include/asm/tlb.h', 'arch/arm64/mm/mmu.c']),
  patch(21, 'csky', ['arch/csky/include/asm/pgalloc.h']),
  patch(22, 'hexagon', ['arch/hexagon/include/asm/pgalloc.h']),
  patch(23, 'loongarch', ['arch/loongarch/include/asm/pgalloc.h', 'arch/loongarch/mm/pgtable.c']),
  patch(24, 'm68k', [
    'arch/m68k/include/asm/mcf_pgalloc.h',
    'arch/m68k/include/asm/sun3_pgalloc.h',
    'arch/m68k/mm/motorola.c',
  ]),
  patch(25, 'mips', ['arch/mips/include/asm/pgalloc.h', 'arch/mips/mm/pgtable.c']),
  patch(26, 'nios2', ['arch/nios2/include/asm/pgalloc.h']),
  patch(27, 'openrisc', ['arch/openrisc/include/asm/pgalloc.h']),
  patch(28, 'riscv', ['arch/riscv/include/asm/pgalloc.h', 'arch/riscv/mm/init.c']),
  patch(29, 'sh', ['arch/sh/include/asm/pgalloc.h']),
  patch(30, 'sparc64', ['arch/sparc/mm/init_64.c']),
  patch(31, 'sparc', ['arch/sparc/mm/srmmu.c']),
  patch(32, 'um', ['arch/um/include/asm/pgalloc.h']),
  {
    ...patch(33, 'the old names of constructors are gone', [
      'Documentation/mm/split_page_table_lock.rst',
      'Documentation/translations/zh_CN/mm/split_page_table_lock.rst',
      MM,
    ]),
    declares: 'wrappers and words go',
  },
];
