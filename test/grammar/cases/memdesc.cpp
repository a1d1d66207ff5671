struct page { unsigned long flags; };
struct netmem_desc *desc = page_to_netmem(page);
struct pages *not_a_memdesc;
struct irq_desc *neither;
#define TABLE_MATCH(pg, pt)						\
	static_assert(offsetof(struct page, pg) == offsetof(struct ptdesc, pt))
TABLE_MATCH(flags, __page_flags);
TABLE_MATCH(rcu_head, pt_rcu_head);
NETMEM_DESC_ASSERT_OFFSET(pp_magic, pp_magic);
#undef TABLE_MATCH
int mapped = compound_head(page)->MATCH;
