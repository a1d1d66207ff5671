#include <linux/page-flags.h>

#ifdef MINI_7
enum pt_flags {
	PT_kernel = PG_referenced,
	PT_reserved = PG_reserved,
};
#endif
