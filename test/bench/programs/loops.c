/* Nested loops over bytes and integers: a sieve, then sums of its survivors. */
#include <stdio.h>
#include <string.h>

static char sieve[4000001];

int main(void)
{
	int limit = 4000000, count = 0, round;
	unsigned sum = 0;

	for (round = 0; round < 4; round++) {
		int i, j;

		memset(sieve, 0, sizeof(sieve));
		for (i = 2; i <= limit; i++) {
			if (sieve[i])
				continue;
			count++;
			sum = sum * 31 + i;
			for (j = i; j <= limit; j += i)
				sieve[j] = 1;
		}
	}
	printf("%d %u\n", count, sum);
	return 0;
}
