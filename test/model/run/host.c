// SPDX-License-Identifier: GPL-2.0-only
/*
 * The outside of the model on x86 Linux: what fails is written to stderr, and
 * the program's status tells whether anything did.
 */
#define HOST_OUTPUT 2
#include "linux-host.h"

unsigned long host_bad_reports;
static int failures;

int model_main(void);

static void print_at(const char *what, const char *file, int line)
{
	char digits[12], *at = digits + sizeof(digits) - 1;

	*at = 0;
	do
		*--at = '0' + line % 10;
	while (line /= 10);
	text(what);
	text(" ");
	text(file);
	text(":");
	text(at);
	text("\n");
}

/* Nobody asks where frames are, or follows a counter. */
void ptdesc_frames(void *first, unsigned long nr, unsigned long first_pfn, void *memory,
		   unsigned long struct_size, unsigned long page_size) { }
void ptdesc_counter(const char *name, void *counter, unsigned long size) { }
void ptdesc_blocking(unsigned int gfp) { }

void host_check(_Bool holds, const char *what, int line)
{
	if (holds)
		return;
	failures++;
	print_at(what, "lifecycles.c", line);
}

/* After the level: what the page allocator says of a bad page. */
void ptdesc_print(const char *line, unsigned long length)
{
	if (length > 4 && line[1] == 'B' && line[2] == 'U' && line[3] == 'G')
		host_bad_reports++;
}

void dump_stack(void) { }
void print_hex_dump(const char *level, const char *prefix, int rowsize,
		    int groupsize, const void *buf, unsigned long len) { }

void __bug(const char *file, int line)
{
	print_at("BUG at", file, line);
	leave("", 3);
}

void __warn(const char *file, int line)
{
	failures++;
	print_at("warning at", file, line);
}

HOST_ENTRY void host_start(void)
{
	model_main();
	leave("", failures ? 1 : 0);
}
