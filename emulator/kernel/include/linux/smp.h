/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_SMP_H
#define __LINUX_SMP_H

/* Runs @func on every other CPU; with @wait, returns when all are done. */
void smp_call_function(void (*func)(void *info), void *info, int wait);
void on_each_cpu(void (*func)(void *info), void *info, int wait);

#define smp_processor_id()	0

#endif /* __LINUX_SMP_H */
