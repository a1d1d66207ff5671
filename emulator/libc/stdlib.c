/* Numbers, sorting and the end of a program, C11 7.22. */
#include <assert.h>
#include <ctype.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

double __ptdesc_parse(const char *text, size_t length);

int errno;

int abs(int x) { return x < 0 ? -x : x; }
long labs(long x) { return x < 0 ? -x : x; }
long long llabs(long long x) { return x < 0 ? -x : x; }
long long imaxabs(long long x) { return x < 0 ? -x : x; }
int ffs(int x) { return __builtin_ffs(x); }

static int digit(int c)
{
	if (isdigit(c))
		return c - '0';
	return isalpha(c) ? tolower(c) - 'a' + 10 : 99;
}

unsigned long long strtoull(const char *text, char **end, int base)
{
	const char *at = text;
	unsigned long long value = 0;
	int negative = 0, any = 0;

	while (isspace(*at))
		at++;
	if (*at == '-' || *at == '+')
		negative = *at++ == '-';
	if ((base == 0 || base == 16) && at[0] == '0' && (at[1] | 32) == 'x' && digit(at[2]) < 16) {
		at += 2;
		base = 16;
	} else if (base == 0)
		base = *at == '0' ? 8 : 10;
	for (; digit(*at) < base; at++, any = 1)
		value = value * base + digit(*at);
	if (end)
		*end = (char *)(any ? at : text);
	return negative ? -value : value;
}

long long strtoll(const char *text, char **end, int base) { return strtoull(text, end, base); }
unsigned long strtoul(const char *text, char **end, int base) { return strtoull(text, end, base); }
long strtol(const char *text, char **end, int base) { return strtoull(text, end, base); }
int atoi(const char *text) { return strtoull(text, NULL, 10); }
long atol(const char *text) { return strtoull(text, NULL, 10); }
long long atoll(const char *text) { return strtoull(text, NULL, 10); }

double strtod(const char *text, char **end)
{
	const char *at = text, *start, *exponent;

	while (isspace(*at))
		at++;
	start = at;
	if (*at == '-' || *at == '+')
		at++;
	while (isdigit(*at))
		at++;
	if (*at == '.')
		for (at++; isdigit(*at); at++)
			;
	exponent = at;
	if ((*at | 32) == 'e') {
		at++;
		if (*at == '-' || *at == '+')
			at++;
		if (!isdigit(*at))
			at = exponent;
		while (isdigit(*at))
			at++;
	}
	if (end)
		*end = (char *)(at == start ? text : at);
	return at == start ? 0 : __ptdesc_parse(start, at - start);
}

double atof(const char *text) { return strtod(text, NULL); }

static unsigned long long seed = 1;

void srand(unsigned value) { seed = value; }

int rand(void)
{
	seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
	return (seed >> 33) & RAND_MAX;
}

static void swap(char *a, char *b, size_t size)
{
	while (size--) {
		char c = *a;

		*a++ = *b;
		*b++ = c;
	}
}

/* Heapsort: no recursion, and no worst case. */
static void sift(char *base, size_t root, size_t count, size_t size,
		 int (*compare)(const void *, const void *))
{
	size_t child;

	while ((child = 2 * root + 1) < count) {
		if (child + 1 < count && compare(base + child * size, base + (child + 1) * size) < 0)
			child++;
		if (compare(base + root * size, base + child * size) >= 0)
			return;
		swap(base + root * size, base + child * size, size);
		root = child;
	}
}

void qsort(void *base, size_t count, size_t size, int (*compare)(const void *, const void *))
{
	size_t i;

	for (i = count / 2; i-- > 0;)
		sift(base, i, count, size, compare);
	for (i = count; i-- > 1;) {
		swap(base, (char *)base + i * size, size);
		sift(base, 0, i, size, compare);
	}
}

void *bsearch(const void *key, const void *base, size_t count, size_t size,
	      int (*compare)(const void *, const void *))
{
	while (count > 0) {
		const char *middle = (const char *)base + count / 2 * size;
		int order = compare(key, middle);

		if (order == 0)
			return (void *)middle;
		if (order > 0) {
			base = middle + size;
			count -= count / 2 + 1;
		} else
			count /= 2;
	}
	return NULL;
}

static void (*at_exit[32])(void);
static int at_exit_count;

int atexit(void (*function)(void))
{
	if (at_exit_count == 32)
		return -1;
	at_exit[at_exit_count++] = function;
	return 0;
}

void exit(int status)
{
	while (at_exit_count > 0)
		at_exit[--at_exit_count]();
	_exit(status);
}

static void (*handlers[32])(int);

void (*signal(int number, void (*handler)(int)))(int)
{
	void (*before)(int);

	if (number < 0 || number >= 32)
		return SIG_ERR;
	before = handlers[number];
	handlers[number] = handler;
	return before;
}

/* Without a handler the program ends with the status that a shell gives it. */
int raise(int number)
{
	void (*handler)(int) = number >= 0 && number < 32 ? handlers[number] : SIG_DFL;

	if (handler == SIG_DFL)
		_exit(128 + number);
	if (handler != SIG_IGN)
		handler(number);
	return 0;
}

char *getenv(const char *name) { return NULL; }

void __ptdesc_assert(const char *text, const char *file, int line, const char *function)
{
	fprintf(stderr, "%s:%d: %s: Assertion `%s' failed.\n", file, line, function, text);
	abort();
}
