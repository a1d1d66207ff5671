/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_ERRNO_H
#define __LINUX_ERRNO_H

#define EPERM		1
#define ENOENT		2
#define EAGAIN		11
#define ENOMEM		12
#define EFAULT		14
#define EBUSY		16
#define EEXIST		17
#define EINVAL		22

#endif /* __LINUX_ERRNO_H */
