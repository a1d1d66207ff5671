import { dirname, isAbsolute, relative } from 'node:path';
import { findTarget } from '../../../language/src/targets/all-targets.ts';
import { predefinedAssertions } from '../../../language/src/targets/assertions.ts';
import { attributeOracle } from '../../../language/src/targets/has-attribute.ts';
import { builtinOracle } from '../../../language/src/targets/has-builtin.ts';
import { type Compiler, predefinedText } from '../../../language/src/targets/predefined.ts';
import type { Target } from '../../../language/src/targets/target.ts';
import type { UnitOptions } from '../../../language/src/unit/translation-unit.ts';
import { NodeFileSystem } from '../kernel/node-file-system.ts';
import { CommandError } from './command-error.ts';
import type { BareOptions } from './options.ts';
import { type Reading, sourcesOf } from './reading.ts';

/** The compiler that a file without a kernel is read like. */
const COMPILER: Compiler = { kind: 'gcc', major: 12, minor: 2, patch: 0 };

/** Reads any C file by the flags of the command line alone. */
export function bareReading(flags: BareOptions): Reading {
  const target = targetNamed(flags.target ?? 'x86_64');
  const options = unitOptions(flags, target);
  return {
    root: process.cwd(),
    target,
    // Strict ISO C of any year; gcc's own dialects are without.
    sources: sourcesOf(new NodeFileSystem(), /^(c\d|iso9899:)/.test(flags.std ?? '')),
    options: (path) => ({ ...options, quotePaths: [dirname(path)] }),
    via: () => undefined,
  };
}

function targetNamed(name: string): Target {
  const target = findTarget(name);
  if (!target) throw new CommandError(`--target ${name}: no such target`);
  return target;
}

function unitOptions(flags: BareOptions, target: Target): UnitOptions {
  const std = flags.std ?? 'gnu17';
  return {
    predefined: predefinedText({ target, compiler: COMPILER, flags: [`-std=${std}`] }),
    commandLine: commandLine(flags),
    forcedIncludes: flags.include,
    quotePaths: [],
    includePaths: flags.includePath,
    systemPaths: [],
    ...(isAbsolute(flags.file ?? '') ? {} : { displayPath: pathAsGiven }),
    assertions: predefinedAssertions(target),
    hasAttribute: attributeOracle(COMPILER, target),
    hasBuiltin: builtinOracle(COMPILER, target),
    unsignedChar: !target.charSigned,
  };
}

/** __FILE__ is what a compiler was told, not where that is: a file of this folder or below is named from here. */
function pathAsGiven(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith('..') || fromHere === '' ? path : fromHere;
}

/** `-DNAME` is `#define NAME 1`; `-DNAME=text` and `-D'F(x)=text'` define the text. */
function commandLine({ define, undefine }: BareOptions): string {
  const defines = define.map((d) => {
    const at = d.indexOf('=');
    return at < 0 ? `#define ${d} 1` : `#define ${d.slice(0, at)} ${d.slice(at + 1)}`;
  });
  return [...defines, ...undefine.map((u) => `#undef ${u}`), ''].join('\n');
}
