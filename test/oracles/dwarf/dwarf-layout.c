/*
 * Prints every struct and union that a translation unit defines at file scope, one JSON object a line, in
 * the shape of `ptdesc layout --format jsonl` (without `align`, which DWARF does not hold):
 *
 *   dwarf-layout OBJECT
 *
 * The object is made by `gcc -g -fno-eliminate-unused-debug-types`. Anonymous members are flattened, members
 * of record type are listed and descended into, arrays are one entry. A record without a tag is named by the
 * first typedef that is exactly it; one without either belongs to its parent and is not listed alone.
 * Follows DWARF 5, sections 5.7 (records, members, bit-fields), 5.5 (arrays) and, for older bit-fields,
 * DWARF 3, section 5.6.6.
 */
#include <dwarf.h>
#include <elfutils/libdwfl.h>
#include <search.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool big_endian;

/* Typedefs of records that have no tag: DIE offset of the record, name of the first typedef. */
struct alias {
	Dwarf_Off record;
	const char *name;
};
static void *aliases;

static int compare_aliases(const void *a, const void *b)
{
	Dwarf_Off x = ((const struct alias *)a)->record, y = ((const struct alias *)b)->record;

	return x < y ? -1 : x > y;
}

static bool type_of(Dwarf_Die *die, Dwarf_Die *type)
{
	Dwarf_Attribute attr;

	return dwarf_attr_integrate(die, DW_AT_type, &attr) && dwarf_formref_die(&attr, type);
}

static bool number(Dwarf_Die *die, unsigned int name, Dwarf_Word *value)
{
	Dwarf_Attribute attr;

	return dwarf_attr_integrate(die, name, &attr) && dwarf_formudata(&attr, value) == 0;
}

static bool is_record(Dwarf_Die *die)
{
	int tag = dwarf_tag(die);

	return tag == DW_TAG_structure_type || tag == DW_TAG_union_type;
}

static bool is_qualifier(int tag)
{
	return tag == DW_TAG_const_type || tag == DW_TAG_volatile_type || tag == DW_TAG_restrict_type ||
	       tag == DW_TAG_atomic_type;
}

/* Removes typedefs and qualifiers. False for void. */
static bool strip(Dwarf_Die *type)
{
	while (dwarf_tag(type) == DW_TAG_typedef || is_qualifier(dwarf_tag(type)))
		if (!type_of(type, type))
			return false;
	return true;
}

/*
 * The number of elements of one dimension; 0 for `[]` and `[0]`. gcc writes the bound -1 of `[0]` with
 * all bytes of the index type, and 255 as one byte: only the wide forms can be negative.
 */
static Dwarf_Word dimension(Dwarf_Die *range)
{
	Dwarf_Attribute attr;
	Dwarf_Sword upper;
	unsigned int form;
	Dwarf_Word count;

	if (number(range, DW_AT_count, &count))
		return count;
	if (!dwarf_attr(range, DW_AT_upper_bound, &attr))
		return 0;
	form = dwarf_whatform(&attr);
	if ((form == DW_FORM_data1 || form == DW_FORM_data2) && dwarf_formudata(&attr, &count) == 0)
		return count + 1;
	return dwarf_formsdata(&attr, &upper) == 0 ? upper + 1 : 0;
}

static Dwarf_Word size_bytes(Dwarf_Die type)
{
	Dwarf_Word size = 0;
	Dwarf_Die element, child;

	if (!strip(&type))
		return 0;
	if (dwarf_tag(&type) != DW_TAG_array_type || !type_of(&type, &element))
		return number(&type, DW_AT_byte_size, &size) ? size : 0;
	size = size_bytes(element);
	if (dwarf_child(&type, &child) == 0)
		do {
			if (dwarf_tag(&child) == DW_TAG_subrange_type)
				size *= dimension(&child);
		} while (dwarf_siblingof(&child, &child) == 0);
	return size;
}

/* Where a member starts, in bits from the start of its record. */
static Dwarf_Word member_offset_bits(Dwarf_Die *member, Dwarf_Word size_bits, bool bitfield)
{
	Dwarf_Word bits, bytes = 0, storage;
	Dwarf_Attribute attr;
	Dwarf_Op *expr;
	size_t len;
	Dwarf_Die type;

	if (number(member, DW_AT_data_bit_offset, &bits))
		return bits;
	if (dwarf_attr(member, DW_AT_data_member_location, &attr) && dwarf_formudata(&attr, &bytes) != 0 &&
	    dwarf_getlocation(&attr, &expr, &len) == 0 && len == 1 && expr->atom == DW_OP_plus_uconst)
		bytes = expr->number;
	/* Before DWARF 4: counted from the most significant bit of the storage unit. */
	if (!bitfield || !number(member, DW_AT_bit_offset, &bits))
		return bytes * 8;
	if (big_endian)
		return bytes * 8 + bits;
	if (!number(member, DW_AT_byte_size, &storage))
		storage = type_of(member, &type) ? size_bytes(type) : 0;
	return bytes * 8 + storage * 8 - bits - size_bits;
}

/* Text that grows; C declarations are built around a name, from inside out. */
struct text {
	char bytes[4096];
};

static void type_name(Dwarf_Die *type, bool is_void, const char *inner, struct text *out);

static void parameters(Dwarf_Die *function, struct text *out)
{
	Dwarf_Die child, type;
	struct text one;
	bool any = false;

	strcpy(out->bytes, "(");
	if (dwarf_child(function, &child) == 0)
		do {
			bool more = dwarf_tag(&child) == DW_TAG_unspecified_parameters;

			if (more)
				strcpy(one.bytes, "...");
			else
				type_name(&type, !type_of(&child, &type), "", &one);
			if (strlen(out->bytes) + strlen(one.bytes) + 4 > sizeof(out->bytes) / 2)
				break;
			strcat(strcat(out->bytes, any ? ", " : ""), one.bytes);
			any = true;
		} while (dwarf_siblingof(&child, &child) == 0);
	strcat(out->bytes, any ? ")" : "void)");
}

static const char *record_name(Dwarf_Die *type, char *buffer, size_t size)
{
	const char *name = dwarf_diename(type);
	int tag = dwarf_tag(type);
	const char *kind = tag == DW_TAG_union_type ? "union" : tag == DW_TAG_enumeration_type ? "enum" : "struct";

	snprintf(buffer, size, "%s %s", kind, name ? name : "<anon>");
	return buffer;
}

static void array_name(Dwarf_Die *type, const char *inner, struct text *out)
{
	struct text around;
	Dwarf_Die child, element;
	bool is_void = !type_of(type, &element);

	snprintf(around.bytes, sizeof(around.bytes), "%s", inner);
	if (dwarf_child(type, &child) == 0)
		do {
			size_t used = strlen(around.bytes);

			if (dwarf_tag(&child) == DW_TAG_subrange_type)
				snprintf(around.bytes + used, sizeof(around.bytes) - used, "[%llu]",
					 (unsigned long long)dimension(&child));
		} while (dwarf_siblingof(&child, &child) == 0);
	type_name(&element, is_void, around.bytes, out);
}

/* The C spelling of a type around `inner`, a declarator without a name: `struct page *`. */
static void type_name(Dwarf_Die *type, bool is_void, const char *inner, struct text *out)
{
	struct text around, list;
	Dwarf_Die target, stripped;
	int tag = is_void ? 0 : dwarf_tag(type);
	char name[256];
	bool void_target;

	if (tag == DW_TAG_pointer_type) {
		void_target = !type_of(type, &target);
		stripped = target;
		int below = void_target ? 0 : dwarf_tag(&stripped);
		bool wrap = below == DW_TAG_array_type || below == DW_TAG_subroutine_type;

		snprintf(around.bytes, sizeof(around.bytes), wrap ? "(*%.4000s)" : "*%.4000s", inner);
		type_name(&target, void_target, around.bytes, out);
	} else if (tag == DW_TAG_array_type) {
		array_name(type, inner, out);
	} else if (tag == DW_TAG_subroutine_type) {
		parameters(type, &list);
		snprintf(around.bytes, sizeof(around.bytes), "%.2000s%.2000s", inner, list.bytes);
		void_target = !type_of(type, &target);
		type_name(&target, void_target, around.bytes, out);
	} else if (is_qualifier(tag)) {
		const char *word = tag == DW_TAG_const_type	 ? "const"
				   : tag == DW_TAG_volatile_type ? "volatile"
				   : tag == DW_TAG_atomic_type	 ? "_Atomic"
								 : "restrict";
		void_target = !type_of(type, &target);
		if (!void_target && dwarf_tag(&target) == DW_TAG_pointer_type) {
			snprintf(around.bytes, sizeof(around.bytes), "%s%s%.4000s", word, *inner ? " " : "", inner);
			type_name(&target, false, around.bytes, out);
		} else {
			type_name(&target, void_target, inner, &around);
			snprintf(out->bytes, sizeof(out->bytes), "%s %.4000s", word, around.bytes);
		}
	} else {
		const char *base = is_void				     ? "void"
				   : is_record(type) || tag == DW_TAG_enumeration_type
					   ? record_name(type, name, sizeof(name))
					   : dwarf_diename(type);
		const char *gap = *inner == '\0' || *inner == '[' ? "" : " ";

		snprintf(out->bytes, sizeof(out->bytes), "%s%s%.3800s", base ? base : "?", gap, inner);
	}
}

static bool first_member;

static void print_members(Dwarf_Die *record, const char *prefix, Dwarf_Word base_bits);

static void print_member(Dwarf_Die *member, const char *prefix, Dwarf_Word base_bits)
{
	const char *name = dwarf_diename(member);
	Dwarf_Word size_bits;
	Dwarf_Die type, bare;
	struct text spelled;
	char path[1024];

	if (!type_of(member, &type))
		return;
	bool bitfield = number(member, DW_AT_bit_size, &size_bits);

	if (!bitfield)
		size_bits = size_bytes(type) * 8;
	Dwarf_Word offset_bits = base_bits + member_offset_bits(member, size_bits, bitfield);

	bare = type;
	bool record = strip(&bare) && is_record(&bare);

	if (!name) {
		if (record)
			print_members(&bare, prefix, offset_bits);
		return;
	}
	snprintf(path, sizeof(path), "%s%s", prefix, name);
	type_name(&type, false, "", &spelled);
	printf("%s{\"path\":\"%s\",\"type\":\"%s\",\"offset_bits\":%llu,\"size_bits\":%llu,\"bitfield\":%s}",
	       first_member ? "" : ",", path, spelled.bytes, (unsigned long long)offset_bits,
	       (unsigned long long)size_bits, bitfield ? "true" : "false");
	first_member = false;
	if (record) {
		strncat(path, ".", sizeof(path) - strlen(path) - 1);
		print_members(&bare, path, offset_bits);
	}
}

static void print_members(Dwarf_Die *record, const char *prefix, Dwarf_Word base_bits)
{
	Dwarf_Die child;

	if (dwarf_child(record, &child) != 0)
		return;
	do {
		if (dwarf_tag(&child) == DW_TAG_member)
			print_member(&child, prefix, base_bits);
	} while (dwarf_siblingof(&child, &child) == 0);
}

static void print_record(Dwarf_Die *record)
{
	struct alias key = { dwarf_dieoffset(record), NULL }, **alias;
	const char *kind = dwarf_tag(record) == DW_TAG_union_type ? "union" : "struct";
	const char *name = dwarf_diename(record), *file = dwarf_decl_file(record);
	Dwarf_Word size = 0;
	int line = 0;

	if (dwarf_hasattr(record, DW_AT_declaration))
		return;
	alias = tfind(&key, &aliases, compare_aliases);
	if (!name && !alias)
		return;
	number(record, DW_AT_byte_size, &size);
	dwarf_decl_line(record, &line);
	printf("{\"tag\":\"%s%s%s\",\"kind\":\"%s\",\"decl\":\"%s:%d\",\"size\":%llu,\"members\":[",
	       name ? kind : "", name ? " " : "", name ? name : (*alias)->name, kind, file ? file : "?", line,
	       (unsigned long long)size);
	first_member = true;
	print_members(record, "", 0);
	puts("]}");
}

/* Remembers which typedef names a record without a tag: the first one counts. */
static void note_typedef(Dwarf_Die *definition)
{
	struct alias *alias, ***found;
	Dwarf_Die type;

	if (!type_of(definition, &type) || !is_record(&type) || dwarf_diename(&type))
		return;
	alias = malloc(sizeof(*alias));
	if (!alias)
		exit(1);
	alias->record = dwarf_dieoffset(&type);
	alias->name = dwarf_diename(definition);
	found = (struct alias ***)tsearch(alias, &aliases, compare_aliases);
	if (*(struct alias **)found != alias)
		free(alias);
}

/* File scope only: what a function or a block defines is a child of its subprogram. */
static void for_each_child(Dwarf_Die *unit, void (*typedefs)(Dwarf_Die *), void (*records)(Dwarf_Die *))
{
	Dwarf_Die child;

	if (dwarf_child(unit, &child) != 0)
		return;
	do {
		if (typedefs && dwarf_tag(&child) == DW_TAG_typedef)
			typedefs(&child);
		if (records && is_record(&child))
			records(&child);
	} while (dwarf_siblingof(&child, &child) == 0);
}

int main(int argc, char **argv)
{
	static const Dwfl_Callbacks callbacks = {
		.find_elf = dwfl_build_id_find_elf,
		.find_debuginfo = dwfl_standard_find_debuginfo,
		.section_address = dwfl_offline_section_address,
	};
	Dwfl *dwfl = argc == 2 ? dwfl_begin(&callbacks) : NULL;
	Dwarf_Die *unit = NULL;
	Dwarf_Addr bias;
	GElf_Addr elf_bias;

	/* libdwfl applies the relocations of an object that is not linked; libdw alone does not. */
	Dwfl_Module *module = dwfl ? dwfl_report_offline(dwfl, "", argv[1], -1) : NULL;

	if (!module || dwfl_report_end(dwfl, NULL, NULL) != 0) {
		fprintf(stderr, "dwarf-layout: %s: %s\n", argc == 2 ? argv[1] : "usage", dwfl_errmsg(-1));
		return 1;
	}
	Elf *elf = dwfl_module_getelf(module, &elf_bias);

	big_endian = elf && elf_getident(elf, NULL)[EI_DATA] == ELFDATA2MSB;
	while ((unit = dwfl_module_nextcu(module, unit, &bias))) {
		for_each_child(unit, note_typedef, NULL);
		for_each_child(unit, NULL, print_record);
	}
	return fflush(stdout) != 0;
}
