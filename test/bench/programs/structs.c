/* Stores to members of structs: lists that are taken apart and put together, and 64-bit sums. */
#include <stdio.h>

struct node {
	struct node *next, **pprev;
	unsigned long flags;
	int count;
	unsigned short type, order;
};

static struct node nodes[256];
static struct node *heads[16];

static void push(struct node **head, struct node *node)
{
	node->next = *head;
	if (node->next)
		node->next->pprev = &node->next;
	node->pprev = head;
	*head = node;
}

static void take(struct node *node)
{
	*node->pprev = node->next;
	if (node->next)
		node->next->pprev = node->pprev;
}

int main(void)
{
	unsigned long sum = 0;
	unsigned seed = 1;
	int i;

	for (i = 0; i < 256; i++)
		push(&heads[i & 15], &nodes[i]);
	for (i = 0; i < 4000000; i++) {
		struct node *node = &nodes[(seed = seed * 1664525 + 1013904223) >> 24];

		take(node);
		node->count += i & 7;
		node->type ^= node->order++;
		node->flags |= 1ul << (i & 31);
		sum += node->count;
		push(&heads[seed & 15], node);
	}
	printf("%lu %d\n", sum, heads[3] != 0);
	return 0;
}
