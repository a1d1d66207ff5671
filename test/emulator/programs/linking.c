/* What attributes and asm labels tell the linker, and what runs before and after main(). */
#include <stdio.h>
#include <stdlib.h>

extern int absent(int) __attribute__((weak));
extern int absent_object __attribute__((weak));
int renamed(int x) __asm__("twice_of");
int other_name(int) __asm__("twice" "_of");
int renamed(int x) { return 2 * x; }
static int hidden(int x) { return x + 1; }
int shown(int) __attribute__((alias("hidden")));
static int origin = 5;
extern int alias_object __attribute__((alias("origin")));

static int order;
__attribute__((constructor(300))) static void late(void) { order = order * 10 + 2; }
static void __attribute__((constructor)) last(void) { order = order * 10 + 3; }
static void first(void) __attribute__((constructor(200)));
static void first(void) { order = order * 10 + 1; }
__attribute__((destructor)) static void bye(void) { printf("bye\n"); }
__attribute__((destructor(300))) static void goodbye(void) { printf("goodbye\n"); }
static void registered(void) { printf("registered\n"); }

static void noted(char **s) { printf("noted %s\n", *s); }
static int blocks(void)
{
	char *__attribute__((cleanup(noted))) s = "pointer";
	if (sizeof(enum { inside = 3 }) && inside == 3)
		(void)0;
	return 1;
}
enum { inside = 8 };
static int scopes(void)
{
	int n = 0;
	while (sizeof(struct tag { char c[9]; }) == 9 && n == 0)
		n += sizeof(struct tag);
	do n += sizeof(enum { inside = 1 }); while (inside > 99);
	switch (sizeof(enum { inside = 2 })) default: n += 10 * inside;
	return n * 100 + inside;
}

int main(int argc, char **argv)
{
	double d = 1;
	char *p = 0;

	atexit(registered);
	printf("%d %d %d %d\n", order, absent == 0, &absent_object == 0, absent ? absent(1) : other_name(4));
	printf("%d %d %d\n", shown(2), alias_object, &alias_object == &origin);
	printf("%d %d\n", blocks(), scopes());
	printf("%d\n", _Generic(argc ? &d : p, void *: 1, default: 2));
	return 3;
}
