#include <linux/mm_types.h>
#include <linux/mm.h>
