/**
 * Programs of gcc's other run tests that the machine does not run, each with its reason. They are left
 * out of the comparison; a test checks that each of them still fails, so that none stays here by oversight.
 */
export const DG_EXCLUSIONS: readonly {
  readonly reason: string;
  readonly files: readonly string[];
}[] = [
  {
    reason: '_Complex types',
    files: words(`
      c-c++-common/torture/complex-alias-1.c c-c++-common/torture/complex-sign-add.c
      c-c++-common/torture/complex-sign-mixed-add.c
      c-c++-common/torture/complex-sign-mixed-div.c
      c-c++-common/torture/complex-sign-mixed-mul.c
      c-c++-common/torture/complex-sign-mixed-sub.c
      c-c++-common/torture/complex-sign-mul-minus-one.c
      c-c++-common/torture/complex-sign-mul-one.c c-c++-common/torture/complex-sign-mul.c
      c-c++-common/torture/complex-sign-sub.c gcc.dg/c11-complex-1.c gcc.dg/complex-1.c
      gcc.dg/complex-3.c gcc.dg/misaligned-expand-3.c gcc.dg/pr30360.c gcc.dg/pr35045.c
      gcc.dg/pr55019.c gcc.dg/pr83609.c gcc.dg/torture/builtin-complex-1.c
      gcc.dg/torture/builtin-math-7.c gcc.dg/torture/float128-complex.c
      gcc.dg/torture/float16-basic.c gcc.dg/torture/float16-builtin.c
      gcc.dg/torture/float16-complex.c gcc.dg/torture/float16-floath.c
      gcc.dg/torture/float16-tg-2.c gcc.dg/torture/float16-tg-3.c
      gcc.dg/torture/float16-tg.c gcc.dg/torture/float32-complex.c
      gcc.dg/torture/float32x-complex.c gcc.dg/torture/float64-complex.c
      gcc.dg/torture/float64x-complex.c gcc.dg/torture/fp-int-convert-float16-timode.c
      gcc.dg/torture/fp-int-convert-float16.c gcc.dg/torture/pr39678.c
      gcc.dg/torture/pr47473.c gcc.dg/torture/pr50444.c gcc.dg/torture/pr53366-1.c
      gcc.dg/torture/pr53366-2.c
    `),
  },
  {
    reason: '_Float16',
    files: words(`
      gcc.dg/torture/floatn-convert.c
    `),
  },
  {
    reason: '__builtin_object_size, which needs an optimiser',
    files: words(`
      gcc.dg/builtin-dynamic-object-size-11.c gcc.dg/builtin-dynamic-object-size-16.c
      gcc.dg/builtin-object-size-11.c gcc.dg/builtin-object-size-16.c
    `),
  },
  {
    reason: 'builtins that exist in inlined code only, or that forward arguments unseen',
    files: words(`
      c-c++-common/spec-barrier-1.c c-c++-common/spec-barrier-2.c gcc.dg/builtin-apply2.c
      gcc.dg/builtin-apply3.c gcc.dg/builtin-apply4.c gcc.dg/builtin-return-1.c
      gcc.dg/builtin-tgmath-1.c gcc.dg/builtin-tgmath-2.c gcc.dg/builtin-tgmath-3.c
      gcc.dg/torture/pr70123.c gcc.dg/torture/pr80122.c gcc.dg/torture/pr86505.c
    `),
  },
  {
    reason: 'headers of a system: mmap, threads, unwinding, wide characters',
    files: words(`
      c-c++-common/raw-string-1.c c-c++-common/raw-string-13.c c-c++-common/raw-string-15.c
      c-c++-common/raw-string-2.c gcc.dg/20030711-1.c gcc.dg/20041106-1.c
      gcc.dg/20050826-1.c gcc.dg/cleanup-12.c gcc.dg/cleanup-13.c gcc.dg/cleanup-5.c
      gcc.dg/pr55430.c gcc.dg/pr65408.c gcc.dg/pr83047.c gcc.dg/split-1.c gcc.dg/split-2.c
      gcc.dg/split-3.c gcc.dg/split-4.c gcc.dg/split-5.c gcc.dg/strncmp-2.c
      gcc.dg/struct-ret-3.c gcc.dg/torture/pr69760.c
    `),
  },
  {
    reason: 'layouts of other compilers (ms_struct, scalar_storage_order)',
    files: words(`
      gcc.dg/bf-ms-layout-2.c gcc.dg/bf-ms-layout-5.c gcc.dg/sso-6.c
    `),
  },
  {
    reason: 'more precision than double has (long double, _Float128)',
    files: words(`
      gcc.dg/c11-true_min-1.c gcc.dg/float-exact-1.c gcc.dg/nextafter-1.c
      gcc.dg/nextafter-2.c gcc.dg/torture/float128-floath.c gcc.dg/torture/float128-tg-2.c
      gcc.dg/torture/float128-tg-3.c gcc.dg/torture/float64x-floath.c
      gcc.dg/torture/float64x-tg-2.c gcc.dg/torture/float64x-tg-3.c
      gcc.dg/torture/fp-int-convert-float128-ieee.c gcc.dg/torture/fp-int-convert-float128.c
      gcc.dg/torture/fp-int-convert-float64x.c gcc.dg/torture/fp-int-convert-float80.c
      gcc.dg/torture/fp-int-convert-long-double.c gcc.dg/torture/pr19683-1.c
    `),
  },
  {
    reason: 'nested functions',
    files: words(`
      gcc.dg/cleanup-7.c gcc.dg/cwsc1.c gcc.dg/inline-28.c gcc.dg/inline-29.c
      gcc.dg/inline-30.c gcc.dg/nested-func-11.c gcc.dg/nested-func-12.c
      gcc.dg/nested-func-8.c gcc.dg/nested-func-9.c gcc.dg/non-local-goto-1.c
      gcc.dg/non-local-goto-2.c gcc.dg/pr78185.c gcc.dg/torture/pr8081.c
      gcc.dg/torture/pr86389.c gcc.dg/torture/pr92088-1.c gcc.dg/trampoline-1.c
    `),
  },
  {
    reason: 'spellings of other dialects: raw strings, digit separators, names in UCN',
    files: words(`
      c-c++-common/raw-string-11.c c-c++-common/raw-string-17.c c-c++-common/raw-string-9.c
      gcc.dg/c2x-digit-separators-1.c gcc.dg/ucnid-1.c gcc.dg/ucnid-11.c gcc.dg/ucnid-14.c
      gcc.dg/ucnid-15-utf8.c gcc.dg/ucnid-2.c gcc.dg/ucnid-3.c gcc.dg/ucnid-4.c
    `),
  },
  {
    reason: 'symbols that assembly or a resolver (ifunc) defines',
    files: words(`
      gcc.dg/asm-b.c gcc.dg/attr-ifunc-1.c gcc.dg/attr-ifunc-3.c gcc.dg/attr-ifunc-4.c
      gcc.dg/attr-ifunc-5.c gcc.dg/memcmp-1.c
    `),
  },
  {
    reason: 'the floating environment (fenv.h)',
    files: words(`
      gcc.dg/c2x-float-5.c gcc.dg/c99-math-double-1.c gcc.dg/c99-math-float-1.c
      gcc.dg/c99-math-long-double-1.c gcc.dg/pr95115.c
      gcc.dg/torture/builtin-fp-int-inexact-c2x.c gcc.dg/torture/builtin-fp-int-inexact.c
      gcc.dg/torture/float128-cmp-invalid.c gcc.dg/torture/float128-div-underflow.c
      gcc.dg/torture/float128-exact-underflow.c gcc.dg/torture/float128-extendxf-underflow.c
      gcc.dg/torture/float128-mul-underflow.c gcc.dg/torture/float128-nan.c
      gcc.dg/torture/float128-truncdf-underflow.c
      gcc.dg/torture/float128-truncsf-underflow.c gcc.dg/torture/fp-double-convert-float-1.c
      gcc.dg/torture/fp-int-convert-float128-timode-3.c
      gcc.dg/torture/fp-int-convert-timode-2.c gcc.dg/torture/fp-int-convert-timode-3.c
      gcc.dg/torture/fp-int-convert-timode-4.c gcc.dg/torture/fp-uint64-convert-double-1.c
      gcc.dg/torture/fp-uint64-convert-double-2.c gcc.dg/torture/inf-compare-1.c
      gcc.dg/torture/inf-compare-2.c gcc.dg/torture/inf-compare-3.c
      gcc.dg/torture/inf-compare-4.c gcc.dg/torture/inf-compare-5.c
      gcc.dg/torture/inf-compare-6.c gcc.dg/torture/inf-compare-7.c
      gcc.dg/torture/inf-compare-8.c gcc.dg/torture/pr100778.c gcc.dg/torture/pr52451.c
      gcc.dg/torture/pr68264.c gcc.dg/torture/pr82692.c gcc.dg/torture/pr91323.c
      gcc.dg/torture/pr92690.c gcc.dg/torture/pr93133.c
    `),
  },
];

/** Faults of ours that are known; they count against the rate. */
export const DG_KNOWN_FAILURES: Readonly<Record<string, string>> = {
  'c-c++-common/pr70144-2.c': 'feature-test macros of gcc',
  'gcc.dg/attr-ms_struct-packed1.c': 'ms_struct, refused',
  'gcc.dg/bf-ms-layout-3.c': 'ms_struct, refused',
  'gcc.dg/c2x-bool-1.c': 'bool of C2X in #if',
  'gcc.dg/c2x-float-1.c': 'a constant that only a real long double holds, refused',
  'gcc.dg/c90-digraph-1.c': 'C90 has no digraphs',
  'gcc.dg/c90-hexfloat-2.c': 'C90 has no hexadecimal floating constants',
  'gcc.dg/c90-scope-1.c': 'C90 has no scope of its own for if and for',
  'gcc.dg/c99-func-3.c': '__func__ is an array of its own',
  'gcc.dg/fwrapv-2.c': '-fwrapv',
  'gcc.dg/imag-1.c': '__imag__ of a real number',
  'gcc.dg/pr18963-1.c': 'long double',
  'gcc.dg/pr78468.c': 'alignment of alloca()',
  'gcc.dg/pr91734.c': 'rounding of float arithmetic',
  'gcc.dg/sibcall-7.c': 'tail calls',
  'gcc.dg/sso-12.c': 'scalar_storage_order, refused',
  'gcc.dg/sso-16.c': 'scalar_storage_order, refused',
  'gcc.dg/struct-ret-libc.c': 'decimal floating types',
  'gcc.dg/torture/fp-int-convert-float128-ieee-timode.c':
    'integers that only a real long double holds, refused',
  'gcc.dg/torture/fp-int-convert-float128-timode-2.c':
    'integers that only a real long double holds, refused',
  'gcc.dg/torture/fp-int-convert-float128-timode.c':
    'integers that only a real long double holds, refused',
  'gcc.dg/torture/fp-int-convert-float64x-timode.c':
    'integers that only a real long double holds, refused',
  'gcc.dg/torture/fp-int-convert-timode.c': 'integers that only a real long double holds, refused',
  'gcc.dg/torture/pr60092.c': 'an alias that the library calls',
  'gcc.dg/torture/type-generic-1.c': 'finite() and its like',
  'gcc.dg/vla-14.c': 'lengths in statement expressions and typeof',
  'gcc.dg/vla-15.c': 'lengths in statement expressions and typeof',
  'gcc.dg/vla-16.c': 'lengths in statement expressions and typeof',
  'gcc.dg/vla-24.c': 'alloca() beside arrays of variable length',
  'gcc.dg/vla-4.c': 'lengths in statement expressions and typeof',
  'gcc.dg/vla-stexp-2.c': 'lengths in statement expressions and typeof',
  'gcc.dg/vla-stexp-7.c': 'lengths in statement expressions and typeof',
};

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
