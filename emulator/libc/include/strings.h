#ifndef _STRINGS_H
#define _STRINGS_H
#include <string.h>
#include <stdlib.h>
int strcasecmp(const char *a, const char *b);
void bzero(void *to, size_t size);
char *index(const char *text, int c);
char *rindex(const char *text, int c);
int ffs(int x);
#endif
