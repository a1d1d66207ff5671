/* Lists with embedded nodes, container_of, and pointers to pointers, as kernel code has them. */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

struct list_head { struct list_head *next, *prev; };
struct item { int value; struct list_head node; };

#define container_of(p, type, member) ({ \
	const __typeof__(((type *)0)->member) *__p = (p); \
	(type *)((char *)__p - offsetof(type, member)); })

#define for_each(pos, head) \
	for (pos = container_of((head)->next, __typeof__(*pos), node); &pos->node != (head); \
	     pos = container_of(pos->node.next, __typeof__(*pos), node))

static struct list_head head = { &head, &head };

static void add(int value)
{
	struct item *item = malloc(sizeof(*item));

	item->value = value;
	item->node = (struct list_head){ .next = &head, .prev = head.prev };
	head.prev->next = &item->node;
	head.prev = &item->node;
}

static void del(struct item *item)
{
	item->node.next->prev = item->node.prev;
	item->node.prev->next = item->node.next;
	free(item);
}

struct node { struct node *left, *right; int key; };

static void insert(struct node **at, int key)
{
	while (*at)
		at = key < (*at)->key ? &(*at)->left : &(*at)->right;
	*at = calloc(1, sizeof(**at));
	(*at)->key = key;
}

static int depth(const struct node *node)
{
	int l, r;

	if (!node)
		return 0;
	l = depth(node->left);
	r = depth(node->right);
	return 1 + (l > r ? l : r);
}

static void release(struct node *node)
{
	if (!node)
		return;
	release(node->left);
	release(node->right);
	printf("%d ", node->key);
	free(node);
}

int main(void)
{
	struct item *item;
	struct node *root = NULL;
	unsigned int seed = 7;
	int sum = 0;

	for (int i = 0; i < 10; i++)
		add(i * i);
	for_each(item, &head)
		sum += item->value;
	printf("%d\n", sum);
	while (head.next != &head)
		del(container_of(head.next, struct item, node));
	printf("%d\n", head.prev == &head);
	for (int i = 0; i < 30; i++) {
		seed = seed * 1103515245 + 12345;
		insert(&root, (seed >> 16) % 100);
	}
	printf("depth %d\n", depth(root));
	release(root);
	printf("\n");
	return 0;
}
