/** Member accesses as clang's syntax tree holds them, in the lines of `ptdesc accesses`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { identityOf, type KernelBuild } from '../../kernels/builds.ts';
import { clangFlags } from '../clang-flags.ts';
import type { KbuildCommand } from '../kbuild-cmd.ts';
import { buildProgram, fingerprint, kept, parseJsonLines, runOk } from '../run.ts';

/** One line of `ptdesc accesses --format jsonl`, without `file`, which is always the unit's. */
export interface AccessLine {
  line: number;
  col: number;
  field: string;
  spelled?: string;
  record: string;
  arrow: boolean;
  kind: string;
  in_macro_arg: boolean;
  /** Only ours: false in inactive `#if` branches, which clang does not see. */
  active?: boolean;
}

/** The last line of the plugin: what clang could not make sense of. */
interface Summary {
  unresolved: number;
  errors: number;
}

const SOURCE = join(import.meta.dirname, 'plugin.cpp');

/** The compiler that the plugin belongs to; a plugin fits one version only. */
export const CLANG = 'clang-19';

/** Builds the plugin (needs clang-19, libclang-19-dev and llvm-19-dev). @throws when it cannot */
async function buildAccessPlugin(): Promise<string> {
  const flags = (await runOk(['llvm-config-19', '--cxxflags'])).toString().trim().split(/\s+/);
  const shared = ['-O1', '-shared', '-fPIC', '-fno-rtti'];
  return buildProgram(SOURCE, ['clang++-19', ...flags, ...shared, 'SOURCE', '-o', 'PROGRAM']);
}

/** The accesses written in a recorded unit. @throws when clang does not understand all of it */
export async function clangAccesses(
  kernel: KernelBuild,
  command: KbuildCommand,
): Promise<AccessLine[]> {
  const version = (await runOk([command.compiler, '-dumpfullversion'])).toString().trim();
  const flags = clangFlags(command.flags, version);
  const name = fingerprint(readFileSync(SOURCE), identityOf(kernel), command.object, ...flags);
  const list = () => runPlugin(flags, command.sourcePath, command.folder);
  const bytes = kernel.name === 'own' ? await list() : await kept(`${name}.accesses`, list);
  return checkedLines(bytes, command.object);
}

/** The accesses written in any C file that clang reads under these flags. */
export async function clangAccessesOf(
  flags: readonly string[],
  path: string,
): Promise<AccessLine[]> {
  return checkedLines(await runPlugin(flags, path, process.cwd()), path);
}

async function runPlugin(flags: readonly string[], path: string, cwd: string): Promise<Buffer> {
  const plugin = await buildAccessPlugin();
  return runOk([CLANG, `-fplugin=${plugin}`, '-fsyntax-only', ...flags, path], { cwd });
}

function checkedLines(bytes: Buffer, unit: string): AccessLine[] {
  const lines = parseJsonLines<AccessLine | Summary>(bytes);
  const summary = lines.pop() as Summary | undefined;
  if (summary?.unresolved !== 0 || summary.errors !== 0)
    throw new Error(`clang does not understand all of ${unit}: ${JSON.stringify(summary)}`);
  return lines as AccessLine[];
}
