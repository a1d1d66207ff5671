import type { Expression } from '../syntax/ast.ts';
import type { Parser } from '../syntax/parser.ts';
import { libraryFunctions } from '../targets/builtin-names.ts';
import { type CType, pointeeOf, pointerTo, resolve, unqualified, VOID } from '../types/types.ts';

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
  | 'float128'
  | 'first'
  | 'pointee';

/**
 * What gcc's builtins give back (gcc manual, Other Builtins), by result; overflow checks, the vector
 * builtins of x86, __atomic and __sync go by a part of their names, all that are not named are int.
 */
const NAMES: Partial<Record<Result, string>> = {
  void: 'unreachable trap prefetch va_start va_end va_copy abort __clear_cache clear_padding cpu_init stack_restore set_thread_pointer exit longjmp return init_dwarf_reg_size_table free bzero qsort speculation_safe_value_void',
  'void *': 'alloca alloca_with_align frame_address return_address extract_return_addr frob_return_addr assume_aligned memcpy memmove memset memchr malloc calloc realloc stack_save apply apply_args mempcpy thread_pointer aligned_alloc __memcpy_chk __memmove_chk __memset_chk dwarf_cfa eh_return_data_regno_p',
  'char *': 'strcpy strncpy strcat strncat strchr strrchr strstr strpbrk strdup strndup stpcpy stpncpy index rindex FILE FUNCTION',
  size_t: 'strlen object_size dynamic_object_size strnlen strspn strcspn',
  long: 'expect expect_with_probability labs lround lroundf lroundl lrint lrintf lrintl', 'long long': 'llabs imaxabs llround llroundf llroundl llrint llrintf llrintl',
  u16: 'bswap16', u32: 'bswap32', u64: 'bswap64', u128: 'bswap128',
  double: 'fabs floor ceil sqrt cbrt sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh pow exp exp2 expm1 log log2 log10 log1p huge_val inf nan fmod remainder drem copysign trunc round rint nearbyint roundeven fmin fmax fdim powi nans atan2 hypot nextafter nexttoward ldexp scalbn scalbln frexp modf logb significand',
  float: 'fabsf floorf ceilf sqrtf huge_valf inff nanf copysignf truncf roundf fminf fmaxf nansf powif powf sinf cosf fmodf',
  'long double': 'fabsl huge_vall infl nanl nansl copysignl sqrtl floorl ceill powil fminl fmaxl',
  first: 'speculation_safe_value shuffle shufflevector complex conj nondeterministic_value convertvector',
}; // biome-ignore format: a table

/** By name; a table because a hover that meets its first builtin would wait for patterns to compile. */
const RESULT_OF: ReadonlyMap<string, Result> = new Map(
  Object.entries(NAMES).flatMap(([result, names]) =>
    names.split(' ').map((name) => [name, result as Result] as const),
  ),
);

function resultOf(bare: string): Result | undefined {
  if (bare.startsWith('ia32_')) return 'void';
  if (bare.endsWith('_overflow') || bare.endsWith('_overflow_p')) return 'bool';
  return RESULT_OF.get(bare) ?? floatResult(bare);
}

/** `f`, `l` and the names of the extended types say which one a function of doubles is for. */
function floatResult(bare: string): Result | undefined {
  const [, name = '', suffix = ''] = /^(\w+?)(f(?:16|32|64|128)x?|[fl])$/.exec(bare) ?? [];
  if (RESULT_OF.get(name) !== 'double') return undefined;
  return SUFFIXES[suffix];
}

const SUFFIXES: Readonly<Record<string, Result>> = {
  f: 'float', l: 'long double', f32: 'float', f64: 'double', f32x: 'double', f64x: 'long double', f128: 'float128',
}; // biome-ignore format: a table

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
  if (bare === 'shufflevector') return shuffledType(args);
  const result = resultOf(bare);
  return result && resultType(p, result, args);
}

/** As many elements as there are indices (gcc manual, Vector Extensions). */
function shuffledType(args: readonly Expression[]): CType {
  const first = resolve(args[0]?.type ?? VOID);
  if (first.kind !== 'vector') return VOID;
  const element = resolve(first.element);
  const step = element.kind === 'integer' || element.kind === 'float' ? element.sizeBytes : 1;
  return { kind: 'vector', element: first.element, sizeBytes: (args.length - 2) * step };
}

function resultType(p: Parser, result: Result, args: readonly Expression[]): CType {
  const { types } = p;
  const first = args[0]?.type ?? types.int;
  const byName: Record<Result, CType> = {
    void: VOID, 'void *': pointerTo(VOID), 'char *': pointerTo(types.char), int: types.int, long: types.long, 'long long': types.llong, size_t: types.sizeT,
    bool: types.bool, u16: types.ushort, u32: types.uint, u64: types.long.sizeBytes === 8 ? types.ulong : types.ullong, u128: types.uint128,
    double: types.double, float: types.float, 'long double': types.ldouble, float128: types.float128, first: unqualified(first), pointee: unqualified(pointeeOf(first) ?? types.int),
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
