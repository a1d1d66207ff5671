/* The value of a bit-field promotes by its width, through every operator that hands it on. */
#include <stdio.h>

struct counters { unsigned int used : 12, total : 19, held : 1; } n = { 2, 9, 0 };
struct entry { unsigned long long valid : 1, frame : 36, soft : 27; signed long long delta : 45; } e;

#pragma pack(1)
struct tight { unsigned a : 3; signed b : 9; unsigned c : 7; };
#pragma pack()
static const struct tight rows[3] = { { 1, -2, 3 }, { 1, -2, 3 }, { 1, -4, 5 } };

#define KIND(x) _Generic((x) - 0, int: "int", unsigned: "unsigned", default: "other")

int main(void)
{
	unsigned int one = 1;
	long l;

	printf("%s %s %s\n", KIND(one ? n.used : n.total), KIND((0, n.used)), KIND(n.used = 2));
	printf("%s %s %s\n", KIND(n.total++), KIND(--n.total), KIND(({ n.held; })));
	printf("%s %s %s\n", KIND(n.used ?: 4), KIND(n.total += 0), KIND(__builtin_choose_expr(1, n.used, one)));
	l = (n.held ? n.used : n.total) - 20; printf("%ld ", l);
	l = (n.used -= 1) - 5; printf("%ld ", l);
	l = n.total-- - 50; printf("%ld ", l);
	l = -({ n.used; }); printf("%ld ", l);
	l = ~(one, n.held); printf("%ld\n", l);
	printf("%d %d %d\n", (n.used ? n.total : 5) - 90 < 0, n.used - one * 5 > 0, (n.held ? one : n.used) - 7 > 0);

	printf("%d %d\n", rows[2].b, rows[2].c);
	e.frame = ~0ull;
	e.delta = -1;
	printf("%llx %llx %d\n", (unsigned long long)(e.frame + 1), (unsigned long long)(e.frame + 1ull), !~e.frame);
	printf("%llx %llx\n", (unsigned long long)(e.frame << 4), (unsigned long long)-e.frame);
	printf("%llx %d %d\n", (unsigned long long)(one ? e.frame * 3 : 0), e.frame == -1, e.delta < 0u);
	printf("%llx %lld\n", (unsigned long long)(e.frame + 1 + 1), (long long)(e.delta * 7));
	e.frame /= 2; printf("%llx ", (unsigned long long)e.frame);
	e.frame >>= 3; printf("%llx ", (unsigned long long)e.frame);
	e.frame -= e.delta; printf("%llx\n", (unsigned long long)e.frame);
	return n.used;
}
