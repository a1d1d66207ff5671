// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the emulator does for the boundaries, as a program for Linux: memory at
 * fixed addresses, printing, an allocation that fails, what every call returned,
 * and at the end every byte of the page frames.  It uses system calls alone, so
 * that it needs no library of the machine.
 */
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
		long done = call(SYS_WRITE, 1, (long)at, length, 0, 0, 0);

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

static struct {
	unsigned long first, nr, first_pfn, memory, struct_size, page_size;
} frames;

void ptdesc_frames(unsigned long first, unsigned long nr, unsigned long first_pfn,
		   unsigned long memory, unsigned long struct_size, unsigned long page_size)
{
	frames.first = first;
	frames.nr = nr;
	frames.first_pfn = first_pfn;
	frames.memory = memory;
	frames.struct_size = struct_size;
	frames.page_size = page_size;
}

static struct {
	const char *name;
	unsigned long *at;
} counters[8];
static int nr_counters;

void ptdesc_counter(const char *name, void *counter, unsigned long size)
{
	counters[nr_counters].name = name;
	counters[nr_counters++].at = counter;
}

void ptdesc_blocking(unsigned int gfp) { }

void ptdesc_print(const char *line, unsigned long length)
{
	text("print ");
	emit(line, length);
	if (!length || line[length - 1] != '\n')
		text("\n");
}

void ptdesc_expect(int holds, const char *what, const char *file, int line)
{
	if (!holds) {
		text("print expected ");
		text(what);
		text("\n");
	}
}

/* Set while the lifecycle runs. */
static bool_type is_told;

/* A call is over; a function that is called through a pointer is known by its address. */
void native_returned(const char *name, void *function, void *value, unsigned long size)
{
	const unsigned char *bytes = value;

	if (!is_told)
		return;
	text("returned ");
	if (name) {
		text(name);
		text(" ");
	} else {
		text("*");
		number((unsigned long)function);
	}
	while (size--) {
		emit(&"0123456789abcdef"[*bytes >> 4], 1);
		emit(&"0123456789abcdef"[*bytes++ & 15], 1);
	}
	text("\n");
}

/* Which allocation of the scenario fails, counted as the emulator counts (link/failures.ts). */
static int failing, nr_allocations, allocation_depth;
static bool_type is_counting;

int native_allocation_begin(const char *name)
{
	int due = is_counting && !allocation_depth && ++nr_allocations == failing;

	allocation_depth++;
	return due;
}

void native_allocation_end(int *due)
{
	allocation_depth--;
}

void dump_stack(void) { }
void print_hex_dump(const char *level, const char *prefix, int rowsize, int groupsize,
		    const void *buf, unsigned long len) { }
void __warn(const char *file, int line) { text("print warning\n"); }

/* What libgcc does on a division by zero. */
int raise(int signal) { leave("signal\n", 5); return 0; }

void boundary_setup(void);
void *scenario_fresh_mm(void);
void boundary_current_mm(void *mm);
void scenario_grace_period(void);
void scenario_drop_mm(void *mm);

/* Written by the test: the scenarios of the machine, in their order. */
extern void (*const scenarios[])(void *mm);

/* Two numbers on a line: which scenario, and which allocation of it fails (0: none). */
static int read_choice(void)
{
	char digits[16];
	long length = call(SYS_READ, 0, (long)digits, sizeof(digits), 0, 0, 0);
	int values[2] = { 0, 0 }, i, at = 0;

	for (i = 0; i < length && digits[i] != '\n'; i++) {
		if (digits[i] == ' ')
			at = 1;
		else
			values[at] = 10 * values[at] + digits[i] - '0';
	}
	failing = values[1];
	return values[0];
}

static int is_empty(const unsigned long *words, unsigned long length)
{
	for (; length; length -= sizeof(*words))
		if (*words++)
			return 0;
	return 1;
}

static void dump(void *stack)
{
	unsigned long i;

	text("allocations ");
	number(nr_allocations);
	text("\n");
	for (i = 0; i < (unsigned long)nr_counters; i++) {
		text("counter ");
		number(*counters[i].at);
		text(counters[i].name);
		text("\n");
	}
	text("stack ");
	number((unsigned long)stack);
	text("\nframes ");
	number(frames.first);
	number(frames.nr);
	number(frames.first_pfn);
	number(frames.memory);
	number(frames.struct_size);
	number(frames.page_size);
	text("\npages\n");
	emit((void *)frames.first, frames.nr * frames.struct_size);
	for (i = 0; i < frames.nr; i++) {
		void *bytes = (void *)(frames.memory + i * frames.page_size);

		if (is_empty(bytes, frames.page_size))
			continue;
		text("frame ");
		number(i);
		text("\n");
		emit(bytes, frames.page_size);
	}
	text("end\n");
}

/* Ends the program where the kernel cannot go on: panic() and BUG(). */
void native_trap(void)
{
	int here = 0;

	text("trap\n");
	dump(&here);
	leave("", 0);
}

void __bug(const char *file, int line) { native_trap(); }

#ifdef __x86_64__
__attribute__((force_align_arg_pointer))
#endif
void host_start(void)
{
	int here = 0, choice = read_choice();
	void *mm;

	boundary_setup();
	is_told = 1;
	mm = scenario_fresh_mm();
	native_returned("scenario_fresh_mm", 0, &mm, sizeof(mm));
	boundary_current_mm(mm);
	native_returned("boundary_current_mm", 0, 0, 0);
	is_counting = 1;
	scenarios[choice](mm);
	is_counting = 0;
	native_returned(0, (void *)scenarios[choice], 0, 0);
	scenario_grace_period();
	native_returned("scenario_grace_period", 0, 0, 0);
	scenario_drop_mm(mm);
	native_returned("scenario_drop_mm", 0, 0, 0);
	scenario_grace_period();
	native_returned("scenario_grace_period", 0, 0, 0);
	dump(&here);
	leave("", 0);
}
