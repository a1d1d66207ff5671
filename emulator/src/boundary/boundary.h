/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the emulator and the boundaries of a tree ask of each other.  Names
 * that begin with ptdesc_ are performed by the emulator, the others are C.
 */
#ifndef PTDESC_BOUNDARY_H
#define PTDESC_BOUNDARY_H

struct page;
struct mm_struct;

/* Zeroed memory at @address, or where there is room when that is NULL. */
void *ptdesc_map(void *address, unsigned long size);

/* Where page frames are, and where the struct page of each is. */
void ptdesc_frames(struct page *first, unsigned long nr, unsigned long first_pfn,
		   void *memory, unsigned long page_struct_size, unsigned long page_size);

/* A number that a scenario must leave as it was; @size is that of its type. */
void ptdesc_counter(const char *name, void *counter, unsigned long size);

/* The bit of gfp flags that allows an allocation to sleep. */
void ptdesc_blocking(unsigned int gfp);

/* Bytes that no one promises a value for: who loads them before a store makes a mistake. */
void ptdesc_indeterminate(void *address, unsigned long size);

/* Memory of the kernel's own in which all objects are from now on. */
void ptdesc_object_memory(void *address, unsigned long size);

/* Objects of any size, each with a life of its own; NULL never comes. */
void *ptdesc_object_alloc(unsigned long size, unsigned long align);
void ptdesc_object_free(void *object);

/* The kernel's BUG(), and a condition that must hold. */
void ptdesc_bug(const char *file, int line);
void ptdesc_expect(int holds, const char *what, const char *file, int line);

/* Called once, before anything else. */
void boundary_setup(void);

/* The process that runs has this address space from now on. */
void boundary_current_mm(struct mm_struct *mm);

#endif /* PTDESC_BOUNDARY_H */
