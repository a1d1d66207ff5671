// SPDX-License-Identifier: GPL-2.0-only
/*
 * The outside of the model on x86 Linux: memory at fixed addresses, a place
 * for messages, and an end.  It uses system calls alone, so that it links
 * for 32 bits as well with no library.
 */
#ifdef __x86_64__
enum { SYS_WRITE = 1, SYS_MMAP = 9, SYS_EXIT = 231 };

static long syscall6(long n, long a, long b, long c, long d, long e, long f)
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
#else
enum { SYS_WRITE = 4, SYS_MMAP = 192, SYS_EXIT = 252 };

/* The sixth argument is in ebp: with no file there is no offset, so 0. */
static long syscall6(long n, long a, long b, long c, long d, long e, long f)
{
	long result;

	(void)f;
	__asm__ volatile("push %%ebp\n\txor %%ebp, %%ebp\n\tint $0x80\n\tpop %%ebp"
			 : "=a"(result)
			 : "a"(n), "b"(a), "c"(b), "d"(c), "S"(d), "D"(e) : "memory");
	return result;
}
#endif

unsigned long host_bad_reports;
static int failures;

int model_main(void);

static void print(const char *text)
{
	long length = 0;

	while (text[length])
		length++;
	syscall6(SYS_WRITE, 2, (long)text, length, 0, 0, 0);
}

static void print_number(unsigned long number)
{
	char digits[24], *at = digits + sizeof(digits) - 1;

	*at = 0;
	do
		*--at = '0' + number % 10;
	while (number /= 10);
	print(at);
}

static void print_at(const char *what, const char *file, int line)
{
	print(what);
	print(" ");
	print(file);
	print(":");
	print_number(line);
	print("\n");
}

__attribute__((noreturn)) static void leave(int status)
{
	for (;;)
		syscall6(SYS_EXIT, status, 0, 0, 0, 0, 0);
}

/* Zeroed memory at @address, or where there is room when that is 0. */
void *host_map(unsigned long address, unsigned long size)
{
	/* Private, anonymous, not reserved; and fixed, but over nothing. */
	long flags = 0x4022 | (address ? 0x100000 : 0);
	long result = syscall6(SYS_MMAP, address, size, 3, flags, -1, 0);

	if ((unsigned long)result >= -4095UL || (address && (unsigned long)result != address)) {
		print("no memory at this address\n");
		leave(4);
	}
	return (void *)result;
}

void host_check(_Bool holds, const char *what, int line)
{
	if (holds)
		return;
	failures++;
	print_at(what, "lifecycles.c", line);
}

int _printk(const char *format, ...)
{
	/* After the level: what the page allocator says of a bad page. */
	if (format[0] == '1' && format[1] == 'B' && format[2] == 'U' && format[3] == 'G')
		host_bad_reports++;
	return 0;
}

void dump_stack(void) { }
void print_hex_dump(const char *level, const char *prefix, int rowsize,
		    int groupsize, const void *buf, unsigned long len) { }

void __bug(const char *file, int line)
{
	print_at("BUG at", file, line);
	leave(3);
}

void __warn(const char *file, int line)
{
	failures++;
	print_at("warning at", file, line);
}

void panic(const char *format, ...)
{
	print(format);
	leave(3);
}

/* Called by _start, with the stack aligned as for any function. */
__attribute__((used)) void host_start(void)
{
	model_main();
	leave(failures ? 1 : 0);
}

#ifdef __x86_64__
__asm__(".globl _start\n_start:\n\txor %ebp, %ebp\n\tand $-16, %rsp\n\tcall host_start\n");
#else
__asm__(".globl _start\n_start:\n\txor %ebp, %ebp\n\tand $-16, %esp\n\tcall host_start\n");
#endif
