/** What `__has_feature(name)` and `__has_extension(name)` give: operators that only clang has. */
export type HasFeature = (name: string) => boolean;

/** Features that a sanitizer's flag switches on, by the names clang has for both. */
const SANITIZERS: Readonly<Record<string, readonly string[]>> = {
  address_sanitizer: ['address', 'kernel-address'],
  hwaddress_sanitizer: ['hwaddress', 'kernel-hwaddress'],
  thread_sanitizer: ['thread'],
  memory_sanitizer: ['memory', 'kernel-memory'],
  shadow_call_stack: ['shadow-call-stack'],
  kcfi: ['kcfi'],
};

/** Sanitizers that together make up `undefined_behavior_sanitizer`. */
const UNDEFINED = new Set([
  'undefined', 'alignment', 'array-bounds', 'bool', 'bounds', 'builtin', 'enum', 'integer-divide-by-zero', 'local-bounds',
  'nonnull-attribute', 'null', 'object-size', 'pointer-overflow', 'return', 'returns-nonnull-attribute', 'shift', 'shift-base',
  'shift-exponent', 'signed-integer-overflow', 'unreachable', 'vla-bound',
]); // biome-ignore format: a list

/** What C11 brings, which clang answers for with and without underscores. */
const C11 = new Set([
  'c_alignas',
  'c_alignof',
  'c_atomic',
  'c_generic_selections',
  'c_static_assert',
  'c_thread_local',
]);

/** Answers as clang does under a command line's flags (clang: Features.def). */
export function featureOracle(flags: readonly string[]): HasFeature {
  const sanitizers = new Set<string>();
  for (const flag of flags) {
    const [, no, list] = /^-f(no-)?sanitize=(.*)$/.exec(flag) ?? [];
    for (const name of list?.split(',') ?? []) {
      if (no) sanitizers.delete(name);
      else sanitizers.add(name);
    }
  }
  const coverage = flags.some((flag) => flag.startsWith('-fsanitize-coverage='));
  return (spelled) => {
    const name = /^__(.*)__$/.exec(spelled)?.[1] ?? spelled;
    if (name === 'undefined_behavior_sanitizer')
      return [...sanitizers].some((s) => UNDEFINED.has(s));
    if (name === 'coverage_sanitizer') return coverage;
    return C11.has(name) || (SANITIZERS[name] ?? []).some((s) => sanitizers.has(s));
  };
}
