/** The compiler whose predefined macros and attributes are meant. */
export interface Compiler {
  readonly kind: 'gcc' | 'clang';
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  /** The first line of `--version` (CONFIG_CC_VERSION_TEXT): clang's `__VERSION__` carries its vendor. */
  readonly versionText?: string;
}

/** The machine-independent command-line options that change predefined macros. */
export interface LanguageOptions {
  /** The year of `-std=`: 89, 99, 11, 17 or 23. */
  readonly standard: number;
  /** True for `-std=gnuNN`: names such as `linux` and `unix` are predefined. */
  readonly gnuNames: boolean;
  readonly gnuInline: boolean;
  readonly optimize: boolean;
  readonly optimizeSize: boolean;
  readonly inlineFunctions: boolean;
  readonly charUnsigned: boolean | undefined;
  readonly shortWchar: boolean;
  readonly hosted: boolean;
  readonly standardIncludes: boolean;
  /** 0, 1 for `-fpic`, 2 for `-fPIC`. Position-independent executables set `pie` as well. */
  readonly pic: number;
  readonly pie: number;
  /** The value of `__SSP*__`: 0 none, 1 plain, 2 all, 3 strong, 4 explicit. */
  readonly stackProtector: number;
  readonly sanitizers: readonly string[];
}

/** The flags of one compiler call, with the look-ups that the macro tables need. */
export class CompilerFlags {
  readonly list: readonly string[];

  constructor(list: readonly string[]) {
    this.list = list;
  }

  /** True when the flag is given and none of `opposites` comes later. */
  has(flag: string, ...opposites: string[]): boolean {
    const last = this.list.lastIndexOf(flag);
    return last >= 0 && opposites.every((opposite) => this.list.lastIndexOf(opposite) < last);
  }

  /** Which of `flags` comes last on the line; undefined when none is given. */
  last(...flags: string[]): string | undefined {
    for (let index = this.list.length - 1; index >= 0; index--) {
      const flag = this.list[index];
      if (flag !== undefined && flags.includes(flag)) return flag;
    }
    return undefined;
  }

  /** The value after `prefix` of the last flag that begins with it: `value('-march=')`. */
  value(prefix: string): string | undefined {
    for (let index = this.list.length - 1; index >= 0; index--) {
      const flag = this.list[index];
      if (flag?.startsWith(prefix)) return flag.slice(prefix.length);
    }
    return undefined;
  }
}

const standards: Readonly<Record<string, number>> = {
  '89': 89,
  '90': 89,
  '99': 99,
  '9x': 99,
  '11': 11,
  '1x': 11,
  '17': 17,
  '18': 17,
  '2x': 23,
  '23': 23,
};

/** Reads the machine-independent options from the flags; what is not given has gcc's default. */
export function languageOptions(flags: CompilerFlags): LanguageOptions {
  const standardName = flags.value('-std=') ?? 'gnu17';
  const standard = standards[standardName.replace(/^\D+/, '')] ?? 17;
  const level = optimizationLevel(flags);
  const pic = positionIndependence(flags, '-fno-pic', '-fno-PIC', '-fpic', '-fPIC');
  const pie = positionIndependence(flags, '-fno-pie', '-fno-PIE', '-fpie', '-fPIE');
  const freestanding =
    flags.has('-ffreestanding', '-fhosted') || flags.has('-fno-hosted', '-fhosted');
  return {
    standard,
    gnuNames: standardName.startsWith('gnu'),
    gnuInline: standard === 89 || flags.has('-fgnu89-inline', '-fno-gnu89-inline'),
    optimize: level !== '0',
    optimizeSize: level === 's' || level === 'z',
    inlineFunctions: level !== '0' && !flags.has('-fno-inline', '-finline'),
    charUnsigned: charUnsigned(flags),
    shortWchar: flags.has('-fshort-wchar', '-fno-short-wchar'),
    hosted: !freestanding,
    standardIncludes: !flags.has('-nostdinc') && !freestanding,
    pic: Math.max(pic, pie),
    pie,
    stackProtector: stackProtector(flags),
    sanitizers: sanitizers(flags),
  };
}

function optimizationLevel(flags: CompilerFlags): string {
  const flag = flags.list.findLast((candidate) => /^-O(\d|s|z|g|fast)?$/.test(candidate));
  if (flag === undefined) return '0';
  return flag === '-O' ? '1' : flag.slice(2);
}

function positionIndependence(flags: CompilerFlags, ...names: string[]): number {
  const flag = flags.last(...names);
  return flag === names[2] ? 1 : flag === names[3] ? 2 : 0;
}

function charUnsigned(flags: CompilerFlags): boolean | undefined {
  const flag = flags.last(
    '-funsigned-char',
    '-fno-unsigned-char',
    '-fsigned-char',
    '-fno-signed-char',
  );
  if (flag === undefined) return undefined;
  return flag === '-funsigned-char' || flag === '-fno-signed-char';
}

function stackProtector(flags: CompilerFlags): number {
  const flag = flags.last(
    '-fno-stack-protector',
    '-fstack-protector',
    '-fstack-protector-all',
    '-fstack-protector-strong',
    '-fstack-protector-explicit',
  );
  const values: Record<string, number> = {
    '-fstack-protector': 1,
    '-fstack-protector-all': 2,
    '-fstack-protector-strong': 3,
    '-fstack-protector-explicit': 4,
  };
  return flag === undefined ? 0 : (values[flag] ?? 0);
}

function sanitizers(flags: CompilerFlags): string[] {
  const active = new Set<string>();
  for (const flag of flags.list) {
    const [, on, names] = /^-f(no-)?sanitize=(.+)$/.exec(flag) ?? [];
    for (const name of names?.split(',') ?? []) {
      if (on === undefined) active.add(name);
      else active.delete(name);
    }
  }
  return [...active];
}
