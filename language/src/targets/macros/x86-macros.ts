import type { CompilerFlags } from './compiler-flags.ts';
import { type Machine, type MacroRequest, plainFloats } from './machine.ts';
import type { MacroSet } from './macro-set.ts';

/** The instruction sets that matter to a kernel build, each with what it implies. */
const implies: Readonly<Record<string, readonly string[]>> = {
  sse: [],
  sse2: ['sse'],
  sse3: ['sse2'],
  ssse3: ['sse3'],
  'sse4.1': ['ssse3'],
  'sse4.2': ['sse4.1', 'crc32', 'popcnt'],
  avx: ['sse4.2'],
  avx2: ['avx'],
  fma: ['avx'],
  f16c: ['avx'],
  mmx: [],
  '3dnow': ['mmx'],
  '3dnowa': ['3dnow'],
  popcnt: [],
  crc32: [],
  cx16: [],
  fxsr: [],
  sahf: [],
};

/** The macros of an instruction set whose macro is not simply its name in capitals. */
const isaMacros: Readonly<Record<string, string>> = {
  '3dnow': '__3dNOW__',
  '3dnowa': '__3dNOW_A__',
  'sse4.1': '__SSE4_1__',
  'sse4.2': '__SSE4_2__',
  cx16: '__GCC_HAVE_SYNC_COMPARE_AND_SWAP_16',
  sahf: '__LAHF_SAHF__',
};

/** Processors the kernel's Kconfig can ask for: the macro names, and the instruction sets they bring. */
const processors: Readonly<Record<string, { names: readonly string[]; isa: readonly string[] }>> = {
  'x86-64': { names: ['k8'], isa: ['mmx', 'sse2', 'fxsr'] },
  k8: { names: ['k8'], isa: ['mmx', '3dnowa', 'sse2', 'fxsr'] },
  nocona: { names: ['nocona'], isa: ['mmx', 'sse3', 'fxsr', 'cx16'] },
  core2: { names: ['core2'], isa: ['mmx', 'ssse3', 'fxsr', 'cx16', 'sahf'] },
  atom: { names: ['bonnell', 'atom'], isa: ['mmx', 'ssse3', 'fxsr', 'cx16', 'sahf', 'movbe'] },
  bonnell: { names: ['bonnell', 'atom'], isa: ['mmx', 'ssse3', 'fxsr', 'cx16', 'sahf', 'movbe'] },
  i386: { names: [], isa: [] },
  i486: { names: ['i486'], isa: [] },
  i586: { names: ['i586', 'pentium'], isa: [] },
  pentium: { names: ['i586', 'pentium'], isa: [] },
  'pentium-mmx': { names: ['i586', 'pentium', 'pentium_mmx'], isa: ['mmx'] },
  i686: { names: ['i686', 'pentiumpro'], isa: ['sahf'] },
  pentiumpro: { names: ['i686', 'pentiumpro'], isa: ['sahf'] },
  pentium2: { names: ['i686', 'pentiumpro'], isa: ['mmx', 'fxsr', 'sahf'] },
  pentium3: { names: ['i686', 'pentiumpro'], isa: ['mmx', 'sse', 'fxsr', 'sahf'] },
  pentium4: { names: ['pentium4'], isa: ['mmx', 'sse2', 'fxsr', 'sahf'] },
};

/** `-mtune=` values with macros of their own, where they differ from the processor's names. */
const tuneNames: Readonly<Record<string, readonly string[]>> = {
  i486: ['i486'],
  i586: ['i586', 'pentium'],
  pentium: ['i586', 'pentium'],
  i686: ['i686', 'pentiumpro'],
  pentiumpro: ['i686', 'pentiumpro'],
  pentium2: ['i686', 'pentiumpro', 'pentium2'],
  pentium3: ['i686', 'pentiumpro', 'pentium2', 'pentium3'],
  pentium4: ['pentium4'],
  k8: ['k8'],
  nocona: ['nocona'],
  core2: ['core2'],
  atom: ['bonnell', 'atom'],
  bonnell: ['bonnell', 'atom'],
};

function closure(names: Iterable<string>): Set<string> {
  const all = new Set<string>();
  const add = (name: string) => {
    if (all.has(name)) return;
    all.add(name);
    for (const implied of implies[name] ?? []) add(implied);
  };
  for (const name of names) add(name);
  return all;
}

/** The instruction sets in effect: the processor's, then each `-mX` and `-mno-X` in order. */
function instructionSets(flags: CompilerFlags, wide: boolean): Set<string> {
  const processor = processors[flags.value('-march=') ?? (wide ? 'x86-64' : 'i686')];
  let active = closure(processor?.isa ?? (wide ? ['mmx', 'sse2', 'fxsr'] : ['sahf']));
  for (const flag of flags.list) {
    if (flag === '-mgeneral-regs-only') active = without(active, ['sse', 'mmx']);
    const [, no, name] = /^-m(no-)?([\w.]+)$/.exec(flag) ?? [];
    if (name === undefined || !(name in implies)) continue;
    active = no ? without(active, [name]) : closure([...active, name]);
  }
  return active;
}

/** Removing a set removes every set that needs it. */
function without(active: Set<string>, names: readonly string[]): Set<string> {
  return new Set([...active].filter((each) => !names.some((name) => closure([each]).has(name))));
}

function softFloat(flags: CompilerFlags): boolean {
  if (flags.has('-mgeneral-regs-only')) return true;
  return (
    flags.last('-msoft-float', '-mno-80387', '-m80387', '-mhard-float')?.match(/soft|no-/) != null
  );
}

function isWide(request: MacroRequest): boolean {
  return request.target.pointerSizeBytes === 8;
}

function defineModel(macros: MacroSet, request: MacroRequest, wide: boolean): void {
  const { flags, options } = request;
  if (wide) {
    macros.flag('__amd64', '__amd64__', '__x86_64', '__x86_64__', '_LP64', '__LP64__');
    macros.flag(`__code_model_${flags.value('-mcmodel=') ?? 'small'}__`);
  } else {
    macros.standardName('i386', options.gnuNames);
    macros.flag('_ILP32', '__ILP32__', '__code_model_32__');
  }
}

function defineProcessor(macros: MacroSet, request: MacroRequest, wide: boolean): void {
  const march = request.flags.value('-march=') ?? (wide ? 'x86-64' : 'i686');
  for (const name of processors[march]?.names ?? []) macros.flag(`__${name}`, `__${name}__`);
  // A generic tuning has no name; without -mtune an explicit -march tunes for itself.
  const explicit = request.flags.value('-mtune=') ?? request.flags.value('-march=');
  for (const name of tuneNames[explicit ?? ''] ?? []) macros.flag(`__tune_${name}__`);
}

function defineInstructionSets(macros: MacroSet, request: MacroRequest, wide: boolean): void {
  const active = instructionSets(request.flags, wide);
  for (const name of active) macros.flag(isaMacros[name] ?? `__${name.toUpperCase()}__`);
  if (active.has('sse4.1') === false) macros.delete('__SSE4_1__');
  if (wide && active.has('sse')) macros.flag('__SSE_MATH__');
  if (wide && active.has('sse2')) {
    macros.flag('__SSE2_MATH__');
    if (active.has('mmx')) macros.flag('__MMX_WITH_SSE__');
  }
}

/** `-fcf-protection`: 1 for branches, 2 for returns, 3 for both. */
function defineControlFlow(macros: MacroSet, flags: CompilerFlags): void {
  const values: Record<string, number> = { branch: 1, return: 2, full: 3 };
  const kind = flags.list.includes('-fcf-protection') ? 'full' : flags.value('-fcf-protection=');
  const value = values[kind ?? ''];
  if (value !== undefined) macros.set('__CET__', value);
}

/** i386 and x86_64, following gcc's i386-c.c. */
export const x86Machine: Machine = {
  floats(request) {
    const wide = isWide(request);
    const active = instructionSets(request.flags, wide);
    const soft = softFloat(request.flags);
    const sseMath = wide && active.has('sse2');
    const x87Math = !soft && !sseMath;
    return {
      ...plainFloats,
      float16: active.has('sse2'),
      float128: true,
      decimal: true,
      evalMethod: x87Math ? 2 : 0,
      iec559: soft && !sseMath ? 0 : 2,
    };
  },
  compareAndSwapBytes: (request) => {
    const march = request.flags.value('-march=');
    if (march === 'i386') return [];
    return march === 'i486' ? [1, 2, 4] : [1, 2, 4, 8];
  },
  define(macros, request) {
    const wide = isWide(request);
    defineModel(macros, request, wide);
    defineProcessor(macros, request, wide);
    defineInstructionSets(macros, request, wide);
    defineControlFlow(macros, request.flags);
    if (softFloat(request.flags)) macros.flag('_SOFT_FLOAT');
    macros.flag('__SEG_FS', '__SEG_GS', '__GCC_ASM_FLAG_OUTPUTS__', '__DECIMAL_BID_FORMAT__');
    macros.set('__ATOMIC_HLE_ACQUIRE', 65536);
    macros.set('__ATOMIC_HLE_RELEASE', 131072);
    macros.set('__SIZEOF_FLOAT80__', request.target.longDoubleSizeBytes);
    macros.set('__SIZEOF_FLOAT128__', 16);
    macros.set('__GCC_CONSTRUCTIVE_SIZE', 64);
    macros.set('__GCC_DESTRUCTIVE_SIZE', 64);
  },
};
