#ifndef _UNISTD_H
#define _UNISTD_H
#include <sys/types.h>
void _exit(int status) __attribute__((noreturn));
#endif
