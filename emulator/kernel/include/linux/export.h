/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_EXPORT_H
#define __LINUX_EXPORT_H

/* The model has no modules, so nothing needs to be recorded. */
#define EXPORT_SYMBOL(sym)	extern typeof(sym) sym
#define EXPORT_SYMBOL_GPL(sym)	extern typeof(sym) sym

#endif /* __LINUX_EXPORT_H */
