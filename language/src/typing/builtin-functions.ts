import type { Expression } from '../syntax/ast.ts';
import type { Parser } from '../syntax/parser.ts';
import { libraryFunctions } from '../targets/builtin-names.ts';
import { type CType, pointeeOf, pointerTo, unqualified, VOID } from '../types/types.ts';

type Result =
  | 'void'
  | 'void *'
  | 'char *'
  | 'int'
  | 'long'
  | 'long long'
  | 'size_t'
  | 'bool'
  | 'u16'
  | 'u32'
  | 'u64'
  | 'u128'
  | 'double'
  | 'float'
  | 'long double'
  | 'first'
  | 'pointee';

/** What gcc's builtins give back (gcc manual, Other Builtins; __atomic and __sync by their prefix). */
const RESULTS: readonly (readonly [RegExp, Result])[] = [
  [/^(unreachable|trap|prefetch|va_start|va_end|va_copy|abort|__clear_cache|clear_padding|ia32_.*|cpu_init|stack_restore|set_thread_pointer|exit|longjmp|return|init_dwarf_reg_size_table|free|bzero|qsort|speculation_safe_value_void)$/, 'void'],
  [/^(alloca|alloca_with_align|frame_address|return_address|extract_return_addr|frob_return_addr|assume_aligned|memcpy|memmove|memset|memchr|malloc|calloc|realloc|stack_save|apply|apply_args|mempcpy|thread_pointer|aligned_alloc|__memcpy_chk|__memmove_chk|__memset_chk|dwarf_cfa|eh_return_data_regno_p)$/, 'void *'],
  [/^(str(n?cpy|n?cat|chr|rchr|str|pbrk|dup|ndup)|stpn?cpy|index|rindex|FILE|FUNCTION)$/, 'char *'],
  [/^(strlen|object_size|dynamic_object_size|strnlen|strspn|strcspn)$/, 'size_t'],
  [/^(expect|expect_with_probability|labs|lround|lroundf)$/, 'long'], [/^(llabs|imaxabs)$/, 'long long'],
  [/^((add|sub|mul|[us](add|sub|mul)l{0,2})_overflow(_p)?)$/, 'bool'],
  [/^bswap16$/, 'u16'], [/^bswap32$/, 'u32'], [/^bswap64$/, 'u64'], [/^bswap128$/, 'u128'],
  [/^(fabs|floor|ceil|sqrt|sin|cos|pow|exp|log|huge_val|inf|nan|fmod|copysign|trunc|round|rint|fmin|fmax|powi|nans)$/, 'double'],
  [/^(fabs|floor|ceil|sqrt|huge_val|inf|nan|copysign|trunc|round|fmin|fmax|nans|powi|pow|sin|cos|fmod)f$/, 'float'],
  [/^(fabs|huge_val|inf|nan|nans|copysign|sqrt|floor|ceil|powi|fmin|fmax)l$/, 'long double'],
  [/^(speculation_safe_value|shuffle|shufflevector|complex|conj|nondeterministic_value|convertvector)$/, 'first'],
]; // biome-ignore format: a table

/** The type of a call to a name that nothing declares; undefined when it is no builtin (then int). */
export function builtinReturnType(
  p: Parser,
  name: string,
  args: readonly Expression[],
): CType | undefined {
  if (name.startsWith('__atomic_') || name.startsWith('__sync_'))
    return atomicResult(p, name, args);
  const isPrefixed = name.startsWith('__builtin_');
  // gcc knows the library's functions by their own names too, declared or not.
  if (!isPrefixed && !libraryFunctions.has(name)) return undefined;
  const bare = isPrefixed ? name.slice('__builtin_'.length) : name;
  const found = RESULTS.find(([pattern]) => pattern.test(bare));
  return found && resultType(p, found[1], args);
}

function resultType(p: Parser, result: Result, args: readonly Expression[]): CType {
  const { types } = p;
  const first = args[0]?.type ?? types.int;
  const byName: Record<Result, CType> = {
    void: VOID, 'void *': pointerTo(VOID), 'char *': pointerTo(types.char), int: types.int, long: types.long, 'long long': types.llong, size_t: types.sizeT,
    bool: types.bool, u16: types.ushort, u32: types.uint, u64: types.long.sizeBytes === 8 ? types.ulong : types.ullong, u128: types.uint128,
    double: types.double, float: types.float, 'long double': types.ldouble, first: unqualified(first), pointee: unqualified(pointeeOf(first) ?? types.int),
  }; // biome-ignore format: a table
  return byName[result];
}

function atomicResult(p: Parser, name: string, args: readonly Expression[]): CType {
  if (
    /_(compare_exchange|bool_compare_and_swap|test_and_set|is_lock_free|always_lock_free)/.test(
      name,
    )
  )
    return p.types.bool;
  const isVoid =
    /^__atomic_(store|clear|thread_fence|signal_fence|load$|exchange$)|^__sync_(synchronize|lock_release)/.test(
      name,
    );
  return isVoid ? VOID : resultType(p, 'pointee', args);
}
