/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _XEN_MULTICALLS_H
#define _XEN_MULTICALLS_H

#include <linux/types.h>

#define MMUEXT_PIN_L1_TABLE	0
#define MMUEXT_PIN_L4_TABLE	3
#define MMUEXT_UNPIN_TABLE	4

struct mmuext_op {
	unsigned int cmd;
	unsigned long mfn;
};

/*
 * The hypervisor is a boundary of the model.  Calls are collected between
 * batch and issue, and callbacks run when they have been made.
 */
void xen_mc_batch(void);
void xen_mc_issue(void);
void xen_mc_callback(void (*fn)(void *data), void *data);
void xen_extend_mmuext_op(const struct mmuext_op *op);
void xen_update_va_mapping(void *addr, unsigned long pfn, bool readonly);

#endif /* _XEN_MULTICALLS_H */
