/**
 * Layouts as gcc's debug information gives them: every struct and union that a unit defines at file
 * scope. `dwarf-layout.c` reads the object; here it is compiled and its paths are made relative.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, normalize } from 'node:path';
import { identityOf, type KernelBuild } from '../../kernels/builds.ts';
import type { KbuildCommand } from '../kbuild-cmd.ts';
import type { LayoutLine } from '../layout-lines.ts';
import { buildProgram, fingerprint, kept, parseJsonLines, runOk } from '../run.ts';
import { flagsAfterPreprocessing, typedUnit } from '../typed-unit.ts';

const SOURCE = join(import.meta.dirname, 'dwarf-layout.c');
const DEBUG = ['-g', '-fno-eliminate-unused-debug-types'];

/** Builds the reader of debug information (needs gcc and libdw-dev). @throws when it cannot */
function buildDwarfReader(): Promise<string> {
  return buildProgram(SOURCE, ['gcc', '-O2', 'SOURCE', '-o', 'PROGRAM', '-ldw', '-lelf']);
}

/** The layouts of a recorded unit. `decl` is relative to the tree, or else to the build folder. */
export async function dwarfLayouts(
  kernel: KernelBuild,
  command: KbuildCommand,
): Promise<LayoutLine[]> {
  const reader = await buildDwarfReader();
  const name = fingerprint(
    readFileSync(SOURCE),
    identityOf(kernel),
    command.object,
    ...command.flags,
  );
  const compile = () => readUnit(reader, command);
  const bytes = kernel.name === 'own' ? await compile() : await kept(`${name}.layout`, compile);
  const lines = definedByFiles(bytes);
  for (const line of lines) line.decl = relativeTo(kernel, line.decl);
  return lines;
}

/** What the compiler declares by itself (`struct __va_list_tag`) is defined by no file. */
function definedByFiles(bytes: Buffer): LayoutLine[] {
  const lines = parseJsonLines<LayoutLine>(bytes);
  return lines.filter(({ decl }) => !/(^|\/)<built-in>:/.test(decl));
}

async function readUnit(reader: string, command: KbuildCommand): Promise<Buffer> {
  const argv = [command.compiler, ...flagsAfterPreprocessing(command)];
  return compileAndRead(reader, argv, await typedUnit(command), command.folder);
}

/** The layouts of a piece of C, for any compiler: `argv` is the compiler with its flags. */
export async function dwarfLayoutsOf(argv: readonly string[], text: string): Promise<LayoutLine[]> {
  const reader = await buildDwarfReader();
  const bytes = await compileAndRead(reader, [...argv, '-x', 'c'], text, tmpdir());
  return definedByFiles(bytes);
}

async function compileAndRead(
  reader: string,
  argv: readonly string[],
  text: string,
  cwd: string,
): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'ptdesc-dwarf-'));
  try {
    const [source, object] = [join(folder, 'unit.c'), join(folder, 'unit.o')];
    writeFileSync(source, text, 'latin1');
    await runOk([...argv, ...DEBUG, '-c', '-o', object, source], { cwd });
    return await runOk([reader, object]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Makes the path of `PATH:LINE` relative to the tree, or to the build folder for generated headers. */
function relativeTo(kernel: KernelBuild, decl: string): string {
  const path = normalize(decl);
  for (const folder of [kernel.build, kernel.tree]) {
    if (path.startsWith(`${folder}/`)) return path.slice(folder.length + 1);
  }
  return path;
}
