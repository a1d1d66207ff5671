#ifndef _SIGNAL_H
#define _SIGNAL_H
/* Signals come from raise() only: the machine reports what a processor would signal as a fault. */
#define SIGINT 2
#define SIGILL 4
#define SIGABRT 6
#define SIGFPE 8
#define SIGSEGV 11
#define SIGTERM 15
#define SIG_DFL ((void (*)(int))0)
#define SIG_IGN ((void (*)(int))1)
#define SIG_ERR ((void (*)(int))-1)
typedef int sig_atomic_t;
void (*signal(int number, void (*handler)(int)))(int);
int raise(int number);
#endif
