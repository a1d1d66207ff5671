/* Headers of the C library: atomics, alignment, assertions, what math.h computes exactly. */
#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdalign.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <stdnoreturn.h>
#include <string.h>

static_assert(sizeof(int) == 4, "at file level");
struct aligned { char c; alignas(16) char d; };
struct flexible { int n; char text[]; };
static struct flexible grown = { 2, { 'o', 'k', 0 } };
static _Atomic int counter;
static atomic_flag flag = ATOMIC_FLAG_INIT;

static noreturn void end(void) { exit(4); }

static int given(int n, ...) { return n; }

int main(void)
{
	int old = 3;
	unsigned long long wide = 0xffffffffffffff41ull;
	char filled[3] = { 0 };
	struct { int a, b; } x = { 1, 2 }, y = { 4, 5 }, z;
	int n = 3, power;
	char text[n];
	double whole;

	static_assert(1, "in a function");
	atomic_store(&counter, 3);
	printf("%d ", atomic_fetch_add(&counter, 4));
	printf("%d ", atomic_compare_exchange_strong(&counter, &old, 9));
	printf("%d %d ", old, atomic_exchange(&counter, 1));
	printf("%d %d ", atomic_load(&counter), atomic_flag_test_and_set(&flag));
	printf("%d\n", atomic_flag_test_and_set(&flag));
	__atomic_exchange(&x, &y, &z, __ATOMIC_SEQ_CST);
	printf("%d %d\n", x.b, z.a);
	printf("%d ", __atomic_compare_exchange(&x, &z, &y, 0, 5, 5));
	printf("%d\n", z.b);
	printf("%zu %zu %g\n", alignof(struct aligned), sizeof(struct aligned), FLT_TRUE_MIN);
	__builtin_memset(filled, wide, 3);
	strcpy(text, "va");
	printf("%s %s %x\n", grown.text, text, (unsigned char)filled[2]);
	printf("%.17g %.17g %g %g\n", nextafter(1, 2), nextafter(0, -1), copysign(3, -0.0), fdim(5, 3));
	printf("%ld %ld %g %g %g\n", lround(-2.5), lrint(2.5), rint(-3.5), round(0.49999999999999994), remainder(7, 4));
	printf("%g ", modf(-3.75, &whole));
	printf("%g %g ", whole, frexp(-12, &power));
	printf("%g %d\n", ldexp(0.75, 4), power);
	printf("%d %d %d %d\n", fpclassify(1e-310), fpclassify(0.0), isnormal(1e-40f), isinf(-INFINITY));
	printf("%g %g\n", fmin(NAN, 2), __builtin_cbrt(27.0));
	if (given(1, x) == 1)
		end();
	return 0;
}
