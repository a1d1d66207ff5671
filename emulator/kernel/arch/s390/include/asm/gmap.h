/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_S390_GMAP_H
#define _ASM_S390_GMAP_H

#include <linux/mm_types.h>
#include <linux/xarray.h>

/* Set in the guest address of a shadow table that has no original. */
#define GMAP_SHADOW_FAKE_TABLE	1UL

/**
 * struct gmap - the address space of a KVM guest
 * @list: links it into the process's gmap_list
 * @crst_list: all its upper tables, by the pt_list of their descriptors
 * @pt_list: the page tables of a shadow, in the same way
 * @mm: the process whose memory the guest uses
 * @guest_to_host: where in the process a segment of the guest is
 * @guest_table_lock: covers the tables
 * @table: the top table
 * @asce: what the processor is given for it
 * @parent: for a shadow, whose guest's guest it is
 *
 * The lowest tables of a guest are the process's own, so that what is paged
 * in for one is there for the other.
 */
struct gmap {
	struct list_head list;
	struct list_head crst_list;
	struct list_head pt_list;
	struct mm_struct *mm;
	struct xarray guest_to_host;
	spinlock_t guest_table_lock;
	unsigned long *table;
	unsigned long asce;
	unsigned long asce_end;
	struct gmap *parent;
};

static inline bool gmap_is_shadow(struct gmap *gmap)
{
	return gmap->parent != NULL;
}

struct gmap *gmap_create(struct mm_struct *mm, unsigned long limit);
void gmap_remove(struct gmap *gmap);
int gmap_map_segment(struct gmap *gmap, unsigned long from, unsigned long to);
int gmap_link(struct gmap *gmap, unsigned long gaddr, unsigned long vmaddr,
	      pmd_t *pmd);
unsigned long __gmap_segment_gaddr(unsigned long *entry);
int gmap_shadow_sgt(struct gmap *sg, unsigned long saddr, unsigned long sgt, int fake);
int gmap_shadow_pgt(struct gmap *sg, unsigned long saddr, unsigned long pgt, int fake);
int gmap_shadow_pgt_lookup(struct gmap *sg, unsigned long saddr,
			   unsigned long *pgt, int *fake);
void gmap_unshadow_pgt(struct gmap *sg, unsigned long raddr);

#endif /* _ASM_S390_GMAP_H */
