// SPDX-License-Identifier: GPL-2.0-only
/* Tables that processes share, where they map the same huge pages of a file (mm/hugetlb.c). */
#include "scenario.h"

#define SHARED_TITLE	"A table of the second level that several processes share (hugetlb)"

#if defined(CONFIG_HUGETLB_PMD_PAGE_TABLE_SHARING) && !defined(PTDESC_MODEL)
#include <linux/fs.h>
#include <linux/hugetlb.h>
/* Its functions have no names in the text: a macro makes them. */
#include <mm/interval_tree.c>

/* A file of a hugetlbfs, as far as mm/hugetlb.c looks at it. */
static struct scenario_file {
	struct hstate hstate;
	struct hugetlbfs_sb_info info;
	struct super_block sb;
	struct inode inode;
	struct file file;
} scenario_hugetlbfs;

/* Newer trees gather what is no longer shared, and flush it when they are done. */
typedef int scenario_gathering_unshare(struct mmu_gather *tlb, struct vm_area_struct *vma,
				       unsigned long addr, pte_t *ptep);
typedef int scenario_plain_unshare(struct mm_struct *mm, struct vm_area_struct *vma,
				   unsigned long addr, pte_t *ptep);
void huge_pmd_unshare_flush(struct mmu_gather *tlb, struct vm_area_struct *vma);
#define SCENARIO_GATHERS \
	__builtin_types_compatible_p(typeof(&huge_pmd_unshare), scenario_gathering_unshare *)

/* What puts a mapping among those of its file has another name in newer trees. */
void vma_interval_tree_insert(struct vm_area_struct *vma, struct rb_root_cached *root) __weak;
void mapping_rmap_tree_insert(struct vm_area_struct *vma, struct address_space *mapping) __weak;

static void scenario_insert(struct vm_area_struct *vma, struct address_space *mapping)
{
	if (mapping_rmap_tree_insert)
		mapping_rmap_tree_insert(vma, mapping);
	else
		vma_interval_tree_insert(vma, &mapping->i_mmap);
}

static void scenario_open(struct scenario_file *f)
{
	f->hstate.order = PMD_SHIFT - PAGE_SHIFT;
	f->info.hstate = &f->hstate;
	f->sb.s_fs_info = &f->info;
	f->inode.i_sb = &f->sb;
	f->inode.i_data.i_mmap = RB_ROOT_CACHED;
	init_rwsem(&f->inode.i_data.i_mmap_rwsem);
	f->file.f_inode = &f->inode;
	f->file.f_mapping = &f->inode.i_data;
}

/* As mmap() of a shared mapping does, over all that one table of the second level maps. */
static void scenario_map_file(struct vm_area_struct *vma, struct hugetlb_vma_lock *lock,
			      struct mm_struct *mm)
{
	struct address_space *mapping = scenario_hugetlbfs.file.f_mapping;

	vma->vm_mm = mm;
	vma->vm_start = PUD_SIZE;
	vma->vm_end = 2 * PUD_SIZE;
	vm_flags_init(vma, VM_SHARED | VM_MAYSHARE | VM_HUGETLB);
	vma->vm_file = &scenario_hugetlbfs.file;
	vma->vm_ops = &hugetlb_vm_ops;
	init_rwsem(&lock->rw_sema);
	lock->vma = vma;
	vma->vm_private_data = lock;
	i_mmap_lock_write(mapping);
	scenario_insert(vma, mapping);
	i_mmap_unlock_write(mapping);
}

static pte_t *scenario_share(struct vm_area_struct *vma)
{
	pgd_t *pgd = pgd_offset(vma->vm_mm, vma->vm_start);
	p4d_t *p4d = p4d_alloc(vma->vm_mm, pgd, vma->vm_start);
	pud_t *pud = p4d ? pud_alloc(vma->vm_mm, p4d, vma->vm_start) : NULL;

	return pud ? huge_pmd_share(vma->vm_mm, vma, vma->vm_start, pud) : NULL;
}

static int scenario_unshare(struct vm_area_struct *vma, pte_t *table)
{
	struct mmu_gather tlb;
	int unshared;

	tlb_gather_mmu(&tlb, vma->vm_mm);
	i_mmap_lock_write(vma->vm_file->f_mapping);
	hugetlb_vma_lock_write(vma);
	if (SCENARIO_GATHERS) {
		unshared = ((scenario_gathering_unshare *)huge_pmd_unshare)(&tlb, vma,
								vma->vm_start, table);
		huge_pmd_unshare_flush(&tlb, vma);
	} else {
		unshared = ((scenario_plain_unshare *)huge_pmd_unshare)(vma->vm_mm, vma,
								vma->vm_start, table);
	}
	hugetlb_vma_unlock_write(vma);
	i_mmap_unlock_write(vma->vm_file->f_mapping);
	tlb_finish_mmu(&tlb);
	return unshared;
}

SCENARIO(hugetlb_shared_pmd, "pmd", SHARED_TITLE)
{
	struct vm_area_struct first = { }, second = { };
	struct hugetlb_vma_lock locks[2] = { };
	struct mm_struct *other = scenario_fresh_mm();
	struct ptdesc *ptdesc;
	pte_t *table, *shared;

	if (!other)
		return;
	scenario_open(&scenario_hugetlbfs);
	scenario_map_file(&first, &locks[0], mm);
	scenario_map_file(&second, &locks[1], other);
	table = scenario_share(&first);
	shared = table ? scenario_share(&second) : NULL;
	if (shared) {
		ptdesc = virt_to_ptdesc(table);
		EXPECT(shared == table);
		EXPECT(ptdesc_pmd_pts_count(ptdesc) == 1);
		EXPECT(scenario_unshare(&second, shared) == 1);
		EXPECT(ptdesc_pmd_pts_count(ptdesc) == 0);
		/* Who has it alone keeps it until the end. */
		EXPECT(scenario_unshare(&first, table) == 0);
	}
	scenario_tear_down(mm, 0, 4 * PUD_SIZE);
	scenario_tear_down(other, 0, 4 * PUD_SIZE);
	scenario_drop_mm(other);
}
#else
NO_SCENARIO(hugetlb_shared_pmd, "pmd", SHARED_TITLE,
	    "the tree does not count who shares a table, or CONFIG_HUGETLB_PMD_PAGE_TABLE_SHARING is not set")
#endif
