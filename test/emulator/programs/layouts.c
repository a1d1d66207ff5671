/* Bit-fields, unions, packed members, flexible arrays, designators: bytes as the ABI lays them out. */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

union word { unsigned long whole; struct { unsigned int low : 12, mid : 9; signed int top : 11; unsigned char tail[4]; }; };

struct __attribute__((packed)) wire { unsigned char kind; unsigned int length; unsigned short crc; };

struct flexible { unsigned int count; struct { short a, b; } pairs[]; };

struct flags { unsigned a : 1; unsigned : 0; unsigned b : 31; _Bool c : 1; long d : 40; };

static const int table[8] = { [1] = 10, [3 ... 5] = 7, 9 };
static const struct { const char *name; int sizes[3]; } rows[] = {
	{ "one", { 1 } },
	{ .sizes = { [2] = 5, 6 > 5 ? 2 : 3 }, .name = "two" },
};

static void dump(const void *p, size_t size)
{
	for (size_t i = 0; i < size; i++)
		printf("%02x", ((const unsigned char *)p)[i]);
	printf("\n");
}

int main(void)
{
	union word w = { .whole = 0 };
	struct wire x = { 1, 0x01020304, 0xbeef }, y;
	struct flags f;
	struct flexible *v = malloc(sizeof(*v) + 3 * sizeof(v->pairs[0]));
	unsigned int *lengths = &(unsigned int){ 99 };

	w.low = 0xabc;
	w.mid = 0x1ff;
	w.top = -3;
	memcpy(w.tail, "abcd", 4);
	printf("%lx %d %u\n", w.whole, w.top, w.mid);
	w.mid += 3;
	printf("%u\n", w.mid);
	y = x;
	y.length ^= *lengths;
	dump(&y, sizeof(y));
	memset(&f, 0, sizeof(f));
	f.a = 3; f.b = 0x7fffffff; f.c = 4; f.d = 1l << 39;
	printf("%u %u %d %ld %zu\n", f.a, f.b, f.c, (long)f.d, sizeof(f));
	dump(&f, sizeof(f));
	v->count = 3;
	for (unsigned int i = 0; i < v->count; i++) {
		v->pairs[i].a = i;
		v->pairs[i].b = -i;
	}
	dump(v, sizeof(*v) + 3 * sizeof(v->pairs[0]));
	free(v);
	for (int i = 0; i < 8; i++)
		printf("%d ", table[i]);
	printf("%s %d %s %d\n", rows[0].name, rows[0].sizes[0], rows[1].name, rows[1].sizes[2]);
	_Alignas(256) char far[3];
	struct { _Alignas(64) int x; } near[2];
	printf("%lu %lu\n", (unsigned long)far % 256, (unsigned long)&near[1] % 64);
	printf("%zu %zu %zu\n", offsetof(struct wire, crc), sizeof(struct wire), _Alignof(struct wire));
	return 0;
}
