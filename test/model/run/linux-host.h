// SPDX-License-Identifier: GPL-2.0-only
/*
 * What programs of the modelled kernel have for a machine: memory at fixed
 * addresses, a place to write to, and an end.  It uses system calls alone, so
 * that it needs no library of the machine.  The host that includes this says
 * where output goes: HOST_OUTPUT is 1 or 2.
 */
#ifndef LINUX_HOST_H
#define LINUX_HOST_H

typedef unsigned long size_type;
typedef _Bool bool_type;

#if defined(__x86_64__)
enum { SYS_READ = 0, SYS_WRITE = 1, SYS_MMAP = 9, SYS_EXIT = 60 };

static long call(long n, long a, long b, long c, long d, long e, long f)
{
	register long r10 __asm__("r10") = d;
	register long r8 __asm__("r8") = e;
	register long r9 __asm__("r9") = f;
	long result;

	__asm__ volatile("syscall" : "=a"(result)
			 : "a"(n), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
			 : "rcx", "r11", "memory");
	return result;
}
#elif defined(__i386__)
enum { SYS_READ = 3, SYS_WRITE = 4, SYS_MMAP = 192, SYS_EXIT = 252 };

/* The sixth argument is in ebp: with no file there is no offset, so 0. */
static long call(long n, long a, long b, long c, long d, long e, long f)
{
	long result;

	(void)f;
	__asm__ volatile("push %%ebp\n\txor %%ebp, %%ebp\n\tint $0x80\n\tpop %%ebp"
			 : "=a"(result)
			 : "a"(n), "b"(a), "c"(b), "d"(c), "S"(d), "D"(e) : "memory");
	return result;
}
#elif defined(__s390x__)
enum { SYS_READ = 3, SYS_WRITE = 4, SYS_MMAP = 90, SYS_EXIT = 1 };

static long call(long n, long a, long b, long c, long d, long e, long f)
{
	long list[6] = { a, b, c, d, e, f };
	register long r1 __asm__("1") = n;
	register long r2 __asm__("2") = n == SYS_MMAP ? (long)list : a;
	register long r3 __asm__("3") = b;
	register long r4 __asm__("4") = c;

	__asm__ volatile("svc 0" : "+d"(r2) : "d"(r1), "d"(r3), "d"(r4) : "memory");
	return r2;
}
#elif defined(__powerpc64__)
enum { SYS_READ = 3, SYS_WRITE = 4, SYS_MMAP = 90, SYS_EXIT = 1 };

static long call(long n, long a, long b, long c, long d, long e, long f)
{
	register long r0 __asm__("r0") = n;
	register long r3 __asm__("r3") = a;
	register long r4 __asm__("r4") = b;
	register long r5 __asm__("r5") = c;
	register long r6 __asm__("r6") = d;
	register long r7 __asm__("r7") = e;
	register long r8 __asm__("r8") = f;

	__asm__ volatile("sc" : "+r"(r0), "+r"(r3), "+r"(r4), "+r"(r5), "+r"(r6), "+r"(r7), "+r"(r8)
			 : : "r9", "r10", "r11", "r12", "ctr", "cr0", "memory");
	return r3;
}
#elif defined(__arm__)
enum { SYS_READ = 3, SYS_WRITE = 4, SYS_MMAP = 192, SYS_EXIT = 1 };

static long call(long n, long a, long b, long c, long d, long e, long f)
{
	register long r7 __asm__("r7") = n;
	register long r0 __asm__("r0") = a;
	register long r1 __asm__("r1") = b;
	register long r2 __asm__("r2") = c;
	register long r3 __asm__("r3") = d;
	register long r4 __asm__("r4") = e;
	register long r5 __asm__("r5") = f;

	__asm__ volatile("svc #0" : "+r"(r0) : "r"(r7), "r"(r1), "r"(r2), "r"(r3), "r"(r4), "r"(r5)
			 : "memory");
	return r0;
}
#elif defined(__aarch64__) || defined(__riscv)
enum { SYS_READ = 63, SYS_WRITE = 64, SYS_MMAP = 222, SYS_EXIT = 93 };

#ifdef __aarch64__
#define TRAP "svc #0"
#define NUMBER "x8"
#define ARGUMENT(n) "x" #n
#else
#define TRAP "ecall"
#define NUMBER "a7"
#define ARGUMENT(n) "a" #n
#endif

static long call(long n, long a, long b, long c, long d, long e, long f)
{
	register long number __asm__(NUMBER) = n;
	register long r0 __asm__(ARGUMENT(0)) = a;
	register long r1 __asm__(ARGUMENT(1)) = b;
	register long r2 __asm__(ARGUMENT(2)) = c;
	register long r3 __asm__(ARGUMENT(3)) = d;
	register long r4 __asm__(ARGUMENT(4)) = e;
	register long r5 __asm__(ARGUMENT(5)) = f;

	__asm__ volatile(TRAP : "+r"(r0) : "r"(number), "r"(r1), "r"(r2), "r"(r3), "r"(r4), "r"(r5)
			 : "memory");
	return r0;
}
#elif defined(__m68k__)
enum { SYS_READ = 3, SYS_WRITE = 4, SYS_MMAP = 192, SYS_EXIT = 1 };

static long call(long n, long a, long b, long c, long d, long e, long f)
{
	register long d0 __asm__("d0") = n;
	register long d1 __asm__("d1") = a;
	register long d2 __asm__("d2") = b;
	register long d3 __asm__("d3") = c;
	register long d4 __asm__("d4") = d;
	register long d5 __asm__("d5") = e;
	register long a0 __asm__("a0") = f;

	__asm__ volatile("trap #0" : "+d"(d0) : "d"(d1), "d"(d2), "d"(d3), "d"(d4), "d"(d5), "a"(a0)
			 : "memory");
	return d0;
}
#endif

static void write_all(const char *at, size_type length)
{
	while (length > 0) {
		long done = call(SYS_WRITE, HOST_OUTPUT, (long)at, length, 0, 0, 0);

		if (done <= 0)
			call(SYS_EXIT, 4, 0, 0, 0, 0, 0);
		at += done;
		length -= done;
	}
}

/* What is not written yet. */
static char pending[65536];
static size_type nr_pending;

static void flush(void)
{
	write_all(pending, nr_pending);
	nr_pending = 0;
}

static void emit(const void *bytes, size_type length)
{
	const char *at = bytes;

	if (nr_pending + length > sizeof(pending))
		flush();
	if (length > sizeof(pending)) {
		write_all(at, length);
		return;
	}
	while (length--)
		pending[nr_pending++] = *at++;
}

static void text(const char *line)
{
	size_type length = 0;

	while (line[length])
		length++;
	emit(line, length);
}

static void number(unsigned long value)
{
	char digits[20];
	int at = sizeof(digits);

	digits[--at] = ' ';
	do
		digits[--at] = "0123456789abcdef"[value & 15];
	while (value >>= 4);
	emit(digits + at, sizeof(digits) - at);
}

static void leave(const char *why, int status)
{
	text(why);
	flush();
	for (;;)
		call(SYS_EXIT, status, 0, 0, 0, 0, 0);
}

/* Where the emulator has what the kernel has no address for. */
static unsigned long next_map = 0x20000000;

void *ptdesc_map(unsigned long address, unsigned long size)
{
	unsigned long at = address ? address : next_map, first, length;
	long result;

	if (!address)
		next_map += (size + 131071) & ~65535UL;
	first = at & ~65535UL;
	length = (at + size - first + 65535) & ~65535UL;
	/* Private, anonymous, not reserved, fixed but over nothing. */
	result = call(SYS_MMAP, first, length, 3, 0x104022, -1, 0);
	if ((unsigned long)result != first)
		leave("no memory at this address\n", 4);
	return (void *)at;
}

/* The program's first function finds the stack as the kernel left it. */
#if defined(__x86_64__) || defined(__i386__)
#define HOST_ENTRY __attribute__((force_align_arg_pointer))
#else
#define HOST_ENTRY
#endif

#endif /* LINUX_HOST_H */
