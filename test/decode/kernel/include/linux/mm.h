#include <linux/page-flags.h>

#ifdef MINI_7
enum pt_flags {
	PT_kernel = PG_referenced,
	PT_reserved = PG_reserved,
};
#endif

#ifdef MINI_7
/* An index of 16 bits for DMA stands above the signature, which a function finds. */
static inline unsigned long __fls(unsigned long word)
{
	unsigned long bit = 0;

	while (word >> bit >> 1)
		bit++;
	return bit;
}
#define PP_DMA_INDEX_SHIFT	(1 + __fls(PP_SIGNATURE - POISON_POINTER_DELTA))
#define PP_MAGIC_MASK		(~(0xffffUL << PP_DMA_INDEX_SHIFT | 3UL))
#endif
