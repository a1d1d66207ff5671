/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_CONST_H
#define __LINUX_CONST_H

#define __const_paste(value, suffix)	(value##suffix)
#define _AC(value, suffix)		__const_paste(value, suffix)
#define _AT(type, value)		((type)(value))

#define UL(value)	_AC(value, UL)
#define ULL(value)	_AC(value, ULL)

#define _BITUL(bit)	(UL(1) << (bit))
#define _BITULL(bit)	(ULL(1) << (bit))

#endif /* __LINUX_CONST_H */
