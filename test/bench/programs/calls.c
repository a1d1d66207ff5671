/* Calls, direct and through a pointer, that do little else. */
#include <stdio.h>

static int add(int a, int b) { return a + b; }
static int fib(int n) { return n < 2 ? n : add(fib(n - 1), fib(n - 2)); }

int main(void)
{
	int (*f)(int, int) = add;
	int i, sum = 0;

	for (i = 0; i < 3000000; i++)
		sum = f(sum, i) & 0xffff;
	printf("%d %d\n", fib(32), sum);
	return 0;
}
