/**
 * Programs of gcc's execution suite that the machine does not run, each with its reason. They are
 * left out of the comparison; a test checks that each of them still fails, so that none stays here
 * by oversight.
 */
export const EXCLUSIONS: readonly { readonly reason: string; readonly files: readonly string[] }[] =
  [
    {
      reason: 'nested functions (GNU C; no kernel code has them)',
      files: words(`
      20000822-1.c 20010209-1.c 20010605-1.c 20030501-1.c 20040520-1.c 20061220-1.c 20090219-1.c
      920415-1.c 920428-2.c 920501-7.c 920612-2.c 920721-4.c 921017-1.c 921215-1.c 931002-1.c
      comp-goto-2.c nest-align-1.c nest-stdar-1.c nestfunc-1.c nestfunc-2.c nestfunc-3.c
      nestfunc-5.c nestfunc-6.c nestfunc-7.c pr103405.c pr22061-3.c pr22061-4.c pr24135.c
      pr51447.c pr71494.c
    `),
    },
    {
      reason: '_Complex types',
      files: words(`
      20010605-2.c 20020227-1.c 20020411-1.c 20030910-1.c 20041124-1.c 20041201-1.c 20050121-1.c
      20070614-1.c 960512-1.c complex-1.c complex-2.c complex-4.c complex-5.c complex-6.c
      complex-7.c ieee/cdivchkd.c ieee/cdivchkf.c ieee/cdivchkld.c pr104604.c pr38151.c
      pr38969.c pr42248.c pr49644.c pr56837.c
    `),
    },
    { reason: 'x87 assembly', files: words('990413-2.c') },
    { reason: 'decimal floating types', files: words('pr80692.c') },
    { reason: 'mmap', files: words('loop-2f.c loop-2g.c') },
    { reason: 'files', files: words('fprintf-2.c printf-2.c user-printf.c') },
    { reason: 'a processor trap that arrives as a signal', files: words('20101011-1.c') },
    { reason: '-finstrument-functions', files: words('eeprof-1.c') },
    { reason: 'the walk up the real stack through return addresses', files: words('20010122-1.c') },
    {
      reason: '__builtin_va_arg_pack, which exists in inlined code only',
      files: words('va-arg-pack-1.c'),
    },
    {
      reason: 'a record of variable length that is passed by value, or has bit-fields (GNU C)',
      files: words('20020412-1.c 20040308-1.c'),
    },
  ];

/** Programs that print addresses of their own stack: the output cannot agree, the status must. */
export const PRINTS_ADDRESSES: readonly string[] = ['return-addr.c'];

/** Faults of ours that are known; they count against the rate. */
export const KNOWN_FAILURES: Readonly<Record<string, string>> = {
  '20000227-1.c': 'a byte in a literal that is no UTF-8',
  '20021127-1.c': 'a library function with a second definition, which gcc folds first',
  '991014-1.c': 'sizes beyond 2^53',
  'align-3.c': 'the alignment of a function',
  '960405-1.c': 'a constant that only a real long double holds, refused',
  'align-nest.c': 'bit-fields beside members of variable length, refused',
  'conversion.c': 'integers that only a real long double holds, refused',
  'ieee/pr36332.c': 'long double is computed as double',
  'pr39228.c': 'a constant that only a real long double holds, refused',
  'pr47237.c': '__builtin_apply',
  'pr86659-1.c': 'scalar_storage_order, refused',
  'pr86659-2.c': 'scalar_storage_order, refused',
  'pr87623.c': 'scalar_storage_order, refused',
};

/** The same of watched runs alone. */
export const KNOWN_WATCHED_FAILURES: Readonly<Record<string, string>> = {
  '20070919-1.c': 'a record of variable size, passed on',
};

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
