/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_INIT_H
#define __LINUX_INIT_H

#define __init
#define __initdata
#define __exit
#define __ref
#define __meminit
#define __ro_after_init
#define __read_mostly

#endif /* __LINUX_INIT_H */
