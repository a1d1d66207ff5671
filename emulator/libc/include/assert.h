#ifndef _ASSERT_H
#define _ASSERT_H
void __ptdesc_assert(const char *text, const char *file, int line, const char *function);
#endif
#undef static_assert
#define static_assert _Static_assert
#undef assert
#ifdef NDEBUG
#define assert(x) ((void)0)
#else
#define assert(x) ((x) ? (void)0 : __ptdesc_assert(#x, __FILE__, __LINE__, __func__))
#endif
