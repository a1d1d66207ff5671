/* Jumps of every kind: computed goto, switch ranges, statement expressions, setjmp, varargs, VLAs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static int run(const char *code)
{
	static const void *const ops[] = { &&push, &&add, &&mul, &&stop };
	int stack[8] = { 0 }, sp = 0;

#define NEXT goto *ops[*code++ - 'a']
	NEXT;
push:	stack[sp++] = *code++ - '0'; NEXT;
add:	sp--; stack[sp - 1] += stack[sp]; NEXT;
mul:	sp--; stack[sp - 1] *= stack[sp]; NEXT;
stop:	return stack[0];
}

static const char *range(int c)
{
	switch (c) {
	case 'a' ... 'z': return "lower";
	case '0' ... '9': return "digit";
	case -1: return "end";
	default: return c < 0 ? "negative" : "other";
	}
}

static int sum(int count, ...)
{
	va_list list, again;
	int total = 0;

	va_start(list, count);
	va_copy(again, list);
	for (int i = 0; i < count; i++)
		total += va_arg(list, int);
	total += va_arg(list, double) > 1.0 ? 100 : 0;
	total += (int)va_arg(again, int);
	va_end(again);
	va_end(list);
	return total;
}

static long matrix(int n)
{
	long m[n][n + 1], total = 0;

	for (int i = 0; i < n; i++)
		for (int j = 0; j <= n; j++)
			m[i][j] = i * 10 + j;
	for (int i = 0; i < n; i++)
		total += m[i][n];
	return total + sizeof(m);
}

#define max(a, b) ({ __auto_type _a = (a); __auto_type _b = (b); _a > _b ? _a : _b; })
#define kind(x) _Generic((x), int: "int", long: "long", char *: "text", default: "else")

static jmp_buf out;
static int deep(int n) { if (n == 0) longjmp(out, 3); return deep(n - 1) + 1; }

static int duff(char *to, const char *from, int count)
{
	int n = (count + 3) / 4;

	switch (count % 4) {
	case 0: do { *to++ = *from++;
	case 3: *to++ = *from++;
	case 2: *to++ = *from++;
	case 1: *to++ = *from++;
		} while (--n > 0);
	}
	*to = 0;
	return count;
}

int main(void)
{
	char copy[16];
	volatile int tries = 0;
	int code = setjmp(out);

	if (code == 0) {
		tries++;
		deep(50);
	}
	printf("%d %d\n", code, tries);
	printf("%d\n", run("a2a3ba4cd"));
	printf("%s %s %s %s\n", range('q'), range('7'), range(-1), range('!'));
	printf("%d\n", sum(3, 1, 2, 3, 1.5));
	printf("%ld %ld\n", matrix(1), matrix(5));
	printf("%d %s %s %s\n", max(3, max(9, 4)), kind(1l), kind("x" + 0), kind(1.0));
	printf("%d %s\n", duff(copy, "kernel pages", 12), copy);
	for (int i = 0; ; i++) {
		if (i == 2)
			continue;
		if (({ if (i > 4) break; i; }) == 3)
			goto done;
		printf("i%d ", i);
	}
done:
	printf("\n%zu\n", strlen(__func__));
	return 7;
}
