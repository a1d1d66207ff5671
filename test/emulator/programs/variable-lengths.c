/* Lengths that are known in the run only: parameters, casts, sizeof, members; and where each is computed. */
#include <stdio.h>
#include <string.h>

static int computed;
static int count(int n) { computed++; return n; }

static int rows(int n, int m, int a[n][m]) { return (int)sizeof(a[0]) * 100 + a[n - 1][m - 1]; }
static int effect(int n, char *p[n += 3], int q[static n]) { return n; }
static int nested(int n, int (*f)[n + 1][n]) { return (int)sizeof(*f) + (int)sizeof(**f); }
static int before(a, n) int n; short a[][n]; { return (int)sizeof(*a); }

static int member(int n)
{
	struct { char tag; short list[n]; int last; struct { char text[n + 1]; long l; } in; } s, t;
	struct pair { char a[n], b; };
	struct pair many[3];

	memset(&s, 0, sizeof(s));
	s.last = 40 + n;
	s.list[n - 1] = 7;
	s.in.l = 9;
	strcpy(s.in.text, "ab");
	t = s;
	n += 5;
	many[2].b = (char)sizeof(many[0]);
	printf("%zu %zu %zu %d %d %ld %s %d\n", sizeof(s), sizeof(many), __builtin_offsetof(struct pair, b), t.last,
	       t.list[n - 6], t.in.l, t.in.text, many[2].b);
	return (int)((char *)&s.last - (char *)&s);
}

int main(void)
{
	int n = 4, grid[5][6] = { [4][5] = 3 };
	int (*cast)[];
	char text[count(n)];

	text[0] = 'x'; text[1] = 0;
	printf("%s %d %d\n", text, rows(5, 6, grid), effect(2, 0, &grid[0][0]));
	printf("%d %d\n", nested(3, 0), before(&grid, 9));
	cast = (int (*)[n++])grid;
	printf("%d ", n);
	printf("%zu ", sizeof(int[n++]));
	printf("%d\n", n);
	printf("%zu ", sizeof(*(int (*)[count(n)])(void *)cast));
	printf("%d\n", computed);
	for (int i = 1; i < 4; i++) {
		__auto_type p = ({ (char (*)[i * 2])(void *)text; });
		printf("%zu ", sizeof(*p));
	}
	printf("%d\n", member(5));
	return 0;
}
