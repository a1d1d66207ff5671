/**
 * What no rule reports, and why: each would have to guess. For the documentation, so that no one takes
 * silence for an answer.
 */
export const LEFT_OUT: readonly (readonly [what: string, why: string])[] = [
  [
    'Counts of tables in an mm (`mm_inc_nr_pmds()`) that do not pair',
    'who loses a race frees without counting, and the two halves stand in functions of different files',
  ],
  [
    'The low bits of `mapping` asked before the page type',
    'it is right for a page that the caller took from a list of the page cache, which the function does not say',
  ],
  [
    'A page type asked of a tail page',
    'which page of a larger one a pointer names is seldom in the text; conversions of such pages are reported',
  ],
  [
    'The count of mappings of a page that may have a type',
    'any page frame may have one; who excludes it is the caller, or the function that is asked',
  ],
  [
    'References to memory of a slab cache',
    'whether a slab has a reference count of its own is decided in a file that callers do not include',
  ],
  [
    "The word of a memory cgroup as a slab's and as a folio's",
    'its kinds are bits of one word, set and tested in different files',
  ],
  [
    'Low bits left in the page type',
    'newer trees clear the whole word when the page is freed, which is far from who set it',
  ],
  [
    'Page flags that larger pages may not have, set on tables',
    'the order of a table and its flags are chosen in different functions',
  ],
  [
    'Locks for tables that share a page',
    'how many tables a page holds is often known at run time only, and the lock is chosen in Kconfig',
  ],
  [
    'The destructor exactly when the last fragment of a page goes',
    'the count is the life of the table there, and paths do not follow numbers that other threads change',
  ],
  [
    'Conditions in Kconfig that compare a symbol which is absent',
    'these files are read for their symbols, not judged; tests by the preprocessor are',
  ],
  [
    'The RCU head of a table by the name that struct page has for it',
    'it is right while the descriptor lies over the page; `ptdesc convert` rewrites it where it can',
  ],
];
