/** Members of page descriptors that checks and recordings ask for, with the kernel source that has them. */

/** Members of the table descriptor that hold its lock and what is deposited (include/linux/mm_types.h). */
export const TABLE_RECORD = 'struct ptdesc';
export const LOCK_MEMBER = 'ptl';
export const DEPOSIT_MEMBER = 'pmd_huge_pte';
/** The descriptor of pages of objects (mm/slab.h). */
export const SLAB_RECORD = 'struct slab';
/** Says what a page is (include/linux/mm_types.h). */
export const PAGE_TYPE_MEMBER = 'page_type';
/** The members by which a page hangs on a list (include/linux/mm_types.h). */
export const LIST_MEMBERS: readonly string[] = ['lru', 'pt_list', 'slab_list'];
