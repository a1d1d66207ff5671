/* Variables that a machine may keep in registers, and what would give that away. */
#include <stdio.h>

typedef int (*wide_call)(unsigned long, long);

static int narrow(int a, unsigned char b)
{
	return a + b;
}

static int same(unsigned long a, long b)
{
	return (int)(a - (unsigned long)b);
}

/* A pointer says other parameters than the function has. */
static void through_pointers(void)
{
	wide_call calls[] = { (wide_call)narrow, same, (wide_call)narrow };

	for (unsigned int i = 0; i < sizeof(calls) / sizeof(calls[0]); i++)
		printf("%d\n", calls[i](0xfffffffful, 0x1ff));
}

/* The value is known only from the flow. */
static int given_later(int which)
{
	int value;
	const char *name = "none";

	switch (which) {
		int inner;
	case 1:
		inner = 4;
		value = inner;
		break;
	case 2:
		inner = 8;
		name = "two";
		value = inner * 2;
		break;
	default:
		value = -1;
	}
	printf("%s %d\n", name, value);
	return value;
}

static int jumped_over(int n)
{
	int total = 0;

	if (n > 2)
		goto inside;
	for (int i = 0; i < n; i++) {
		int step = i + 1;

		total += step;
		if (total > 100) {
inside:
			step = n;
			return total - step;
		}
	}
	return total;
}

static void small_types(void)
{
	unsigned char c = 250;
	signed char s = 120;
	unsigned short h = 65530;
	_Bool b = 0;

	for (int i = 0; i < 10; i++) {
		c++;
		s += 3;
		h += 2;
		b = !b;
		b++;
	}
	printf("%u %d %u %d\n", c, s, h, b);
}

static unsigned long long halves(unsigned long long v)
{
	unsigned int low = v;
	unsigned int high = v >> 32;
	long long sum = 0;

	sum += (int)low;
	sum -= high--;
	return ((unsigned long long)(high ^ low) << 32) + (unsigned long long)sum;
}

static int expressions(int n)
{
	int twice = ({ int half = n / 2; half += half; half; });
	int *at = n > 3 ? &twice : &n;
	int again = n;

	*at += 5;
	again = again++ > 2 ? again * 2 : again - 1;
	return twice * 100 + again + n;
}

static double mixed(float f, double d, int n)
{
	float third = f / 3;
	double sum = d;

	while (n-- > 0)
		sum += third;
	return sum;
}

static int depth(int n, int *most)
{
	int below = n > 0 ? depth(n - 1, most) : 0;

	if (below + n > *most)
		*most = below + n;
	return below + n;
}

int main(void)
{
	int most = 0;

	through_pointers();
	for (int i = 0; i < 4; i++)
		given_later(i);
	printf("%d %d\n", jumped_over(2), jumped_over(5));
	small_types();
	printf("%llx\n", halves(0x89abcdef01234567ull));
	printf("%d %d\n", expressions(7), expressions(2));
	printf("%.3f\n", mixed(1.0f, 0.5, 4));
	depth(20, &most);
	printf("%d\n", most);
	return 0;
}
