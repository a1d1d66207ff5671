/* Initialisers that override each other, ranges, and compound literals: C11 6.7.9 and the gcc manual. */
#include <stdio.h>

struct ops { int open, close; const char *name; short mode[2]; };
union cell { int whole; unsigned char bytes[8]; struct { short a, b, c; } part; struct { short x, y, z; } other; };

static const struct ops table[6] = {
	[0 ... 5] = { .open = 1, .close = 2, .name = "default", .mode = { 3, 4 } },
	[3] = { .close = 9 },
	[4].mode[1] = 7,
	[5] = { 8, .mode[0] = 6 },
};
static char names[3][8] = { "first", "second", [0] = { 'x' }, [1][0] = 'S' };
static int grid[3][4] = { [0 ... 2] = { [1 ... 2] = 5, 6 }, [1][2] = 7, 8, [2] = { 1 } };
static union cell cells[] = { { .bytes = { 1, 2, 3, 4, 5, 6 } }, { .whole = -1, .part = { .b = 2 } }, { .part.a = 1, .part.c = 3, .other.y = 9 } };
static const int lengths[] = (const int[]){ [4] = 1, 2, 3 };

static int calls;
static int next(void) { return ++calls; }

static void show(const struct ops *o)
{
	printf("%d %d %s %d %d\n", o->open, o->close, o->name ? o->name : "none", o->mode[0], o->mode[1]);
}

static void locals(void)
{
	int counted[6] = { [0 ... 2] = next(), [3 ... 4] = next(), [1] = 40 };
	struct { char tag; struct { short s; int i; } in[4]; } deep[4] = { [1 ... 2].in[1 ... 2] = { next(), next() }, [3].tag = 'e' };
	struct { struct ops o; char text[6]; } again = { .o = { 1, 2, "old" }, .text = "longer", .o = { .close = 5 }, .text = { [1] = 'n' } };
	union cell u = { .bytes = { 9, 9, 9, 9, 9, 9 }, .part.b = 4 };
	struct ops other = { next(), .open = 3, .mode = { 1, 1 }, .mode = { [1] = 2 } };
	int big[3][300] = { [0 ... 2] = { [0 ... 299] = 2, [7] = 1 }, [1] = { [299] = 3 } };
	long sum = 0;

	for (int i = 0; i < 6; i++)
		printf("%d ", counted[i]);
	printf("%d %d %d %d %d %c\n", deep[1].in[1].s, deep[2].in[2].i, deep[1].in[0].i, deep[3].in[1].s, calls, deep[3].tag);
	show(&again.o);
	printf("[%d %c %d] %x %d\n", again.text[0], again.text[1], again.text[2], u.whole, u.part.c);
	show(&other);
	for (int i = 0; i < 900; i++)
		sum = sum * 3 % 65537 + big[0][i % 300] + big[i / 300][i % 300];
	printf("%ld\n", sum);
}

int main(void)
{
	for (int i = 0; i < 6; i++)
		show(&table[i]);
	printf("%s %s %s|\n", names[0], names[1], names[2]);
	for (int i = 0; i < 12; i++)
		printf("%d ", grid[i / 4][i % 4]);
	for (int i = 0; i < 3; i++)
		printf("| %x %d %d ", cells[i].whole, cells[i].part.c, cells[i].bytes[6]);
	printf("%zu %d\n", sizeof(lengths) / sizeof(*lengths), lengths[6]);
	locals();
	return 0;
}
