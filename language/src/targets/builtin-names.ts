/**
 * The names that gcc and clang answer for in `__has_builtin`. A name without underscores stands
 * for itself with `__builtin_` in front.
 */

/** C library functions that both compilers know with and without the `__builtin_` prefix. */
export const libraryFunctions = words(`
  abort abs alloca bcmp bcopy bzero calloc ceil copysign exit fabs fabsf fabsl ffs ffsl ffsll floor
  fmax fmin fprintf fputs free index isalnum isalpha isblank iscntrl isdigit isgraph islower isprint
  ispunct isspace isupper isxdigit labs llabs malloc memchr memcmp memcpy memmove mempcpy memset
  printf putchar puts realloc rindex snprintf sprintf sqrt stpcpy stpncpy strcasecmp strcat strchr
  strcmp strcpy strcspn strdup strlen strncasecmp strncat strncmp strncpy strndup strpbrk strrchr
  strspn strstr tolower toupper vfprintf vprintf vsnprintf vsprintf
`);

/** Of those, the ones that clang does not know with the prefix. */
export const notPrefixedInClang = words(`
  exit isalnum isalpha isblank iscntrl isdigit isgraph islower isprint ispunct isspace isupper
  isxdigit putchar puts tolower toupper fputs
`);

/** Builtins of both compilers. */
export const commonBuiltins = words(`
  FILE FUNCTION LINE add_overflow alloca_with_align assume_aligned bswap16 bswap32 bswap64
  choose_expr classify_type clrsb clrsbl clrsbll clz clzl clzll constant_p convertvector ctz ctzl
  ctzll dwarf_cfa dynamic_object_size eh_return expect expect_with_probability extend_pointer
  extract_return_addr frame_address frob_return_addr huge_val huge_valf huge_vall inf inff infl
  isfinite isgreater isgreaterequal isinf isinf_sign isless islessequal islessgreater isnan isnormal
  isunordered longjmp mul_overflow nan nanf nans object_size offsetof parity parityl parityll
  popcount popcountl popcountll powi prefetch return_address sadd_overflow saddl_overflow
  saddll_overflow setjmp shufflevector signbit smul_overflow smull_overflow smulll_overflow
  ssub_overflow ssubl_overflow ssubll_overflow sub_overflow thread_pointer trap
  types_compatible_p uadd_overflow uaddl_overflow uaddll_overflow umul_overflow umull_overflow
  umulll_overflow unreachable unwind_init usub_overflow usubl_overflow usubll_overflow va_copy va_end
  va_start
  __memcpy_chk __memmove_chk __memset_chk __strcpy_chk __strncpy_chk __strcat_chk __snprintf_chk
`);

/** The `__atomic_` and `__sync_` builtins of both compilers. */
export const atomicBuiltins = words(`
  __atomic_add_fetch __atomic_always_lock_free __atomic_and_fetch __atomic_clear
  __atomic_compare_exchange __atomic_compare_exchange_n __atomic_exchange __atomic_exchange_n
  __atomic_fetch_add __atomic_fetch_and __atomic_fetch_nand __atomic_fetch_or __atomic_fetch_sub
  __atomic_fetch_xor __atomic_is_lock_free __atomic_load __atomic_load_n __atomic_nand_fetch
  __atomic_or_fetch __atomic_signal_fence __atomic_store __atomic_store_n __atomic_sub_fetch
  __atomic_test_and_set __atomic_thread_fence __atomic_xor_fetch __sync_add_and_fetch
  __sync_and_and_fetch __sync_bool_compare_and_swap __sync_fetch_and_add __sync_fetch_and_and
  __sync_fetch_and_nand __sync_fetch_and_or __sync_fetch_and_sub __sync_fetch_and_xor
  __sync_lock_release __sync_lock_test_and_set __sync_nand_and_fetch __sync_or_and_fetch
  __sync_sub_and_fetch __sync_synchronize __sync_val_compare_and_swap __sync_xor_and_fetch
`);

/** gcc's own. */
export const gccBuiltins = words(`
  add_overflow_p aggregate_incoming_address apply apply_args assoc_barrier clear_padding
  execl has_attribute mul_overflow_p next_arg return set_thread_pointer shuffle
  speculation_safe_value stack_restore stack_save strnlen sub_overflow_p va_arg_pack
  va_arg_pack_len
`);

/** gcc's later ones, by release. */
export const gccBuiltinsSince: Readonly<Record<number, ReadonlySet<string>>> = {
  13: words('issignaling'),
  14: words('clzg ctzg clrsbg ffsg parityg popcountg stdc_bit_ceil stdc_bit_floor stdc_bit_width'),
  15: words('counted_by_ref'),
};

/** clang's own, as of the oldest supported release. */
export const clangBuiltins = words(`
  align_down align_up alloca_uninitialized bit_cast bitreverse16 bitreverse32 bitreverse64
  bitreverse8 canonicalize complex debugtrap dump_struct elementwise_abs is_aligned
  memcpy_inline nondeterministic_value operator_new operator_delete preserve_access_index reduce_add
  rotateleft16 rotateleft32 rotateleft64 rotateleft8 rotateright16 rotateright32 rotateright64
  rotateright8 unpredictable va_arg assume
  __c11_atomic_load __c11_atomic_store __c11_atomic_exchange __c11_atomic_fetch_add
`);

/** clang's later ones, by release. */
export const clangBuiltinsSince: Readonly<Record<number, ReadonlySet<string>>> = {
  15: words('memset_inline'),
  18: words('issignaling __scoped_atomic_load __scoped_atomic_load_n __scoped_atomic_store_n'),
  19: words('allow_runtime_check clzg ctzg popcountg verbose_trap'),
  22: words('counted_by_ref'),
};

/** Machine builtins that come in families, by the prefix of their names. */
export const machineBuiltins: Readonly<Record<string, RegExp>> = {
  x86: /^__builtin_(ia32_(pause|rdtsc|rdtscp|rdpmc|lfence|mfence|sfence|clflush)|cpu_(init|is|supports)|ms_va_(start|end|copy))$/,
  powerpc: /^__builtin_(cpu_(init|is|supports)|ppc_\w+)$/,
  alpha: /^__builtin_alpha_\w+$/,
  arc: /^__builtin_arc_\w+$/,
  nios2: /^__builtin_(rdctl|wrctl|custom_\w+)$/,
};

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
