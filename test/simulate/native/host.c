// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the emulator does for the boundaries, as a program for Linux: printing,
 * an allocation that fails, what every call returned, and at the end every byte
 * of the page frames.
 */
#define HOST_OUTPUT 1
#include "../../model/run/linux-host.h"

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

HOST_ENTRY void host_start(void)
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
