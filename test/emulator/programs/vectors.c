/* Vectors (gcc manual, Vector Extensions): comparing, shuffling, converting. */
#include <stdio.h>

typedef int v4 __attribute__((vector_size(16)));
typedef float f4 __attribute__((vector_size(16)));
typedef unsigned short u8x __attribute__((vector_size(16)));
typedef double d4 __attribute__((vector_size(32)));
typedef unsigned char b8 __attribute__((vector_size(8)));

static v4 table[] = { 1, 2, 3, 4, { 5, 6 }, 9, 10 };

static void show(v4 v) { printf("%d %d %d %d\n", v[0], v[1], v[2], v[3]); }

int main(void)
{
	v4 a = { 1, -2, 3, 4 }, b = { 10, 20, 30, 40 }, mask = { 7, 0, 5, 2 };
	f4 f = { 1.5f, -2.5f, 0, 4 };
	u8x u = { 1, 60000, 3 };
	unsigned short limit = 3;

	show(__builtin_shuffle(a, b, mask));
	show(__builtin_shuffle(a, mask & 3));
	show(f < 1.0f);
	show(a > b / 10);
	show((v4)__builtin_shufflevector(a, b, 3, 4, 0, 7));
	show(__builtin_convertvector(f, v4));
	d4 d = __builtin_convertvector(a, d4);
	b8 c = __builtin_convertvector(u >= limit, b8);
	printf("%g %g %d %d %d\n", d[1], d[3], c[0], c[1], c[2]);
	printf("%zu %d %d %d\n", sizeof(table) / sizeof(*table), table[1][1], table[2][1], table[2][3]);
	printf("%d\n", __builtin_shufflevector(a, b, 1, 6)[1]);
	return 0;
}
