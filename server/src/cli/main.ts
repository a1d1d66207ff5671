/** `ptdesc`: the command line. Each command's own file is loaded when it is called. */
import { Command, CommanderError, Option } from 'commander';
import { productVersion } from '../version.ts';
import { CommandError } from './command-error.ts';
import {
  addBareOptions,
  addTreeOptions,
  type BareOptions,
  collect,
  formatOption,
  jobsOption,
  type TreeOptions,
  withLongOptions,
} from './options.ts';
import { Output, warn } from './output.ts';
import type { Reading } from './reading.ts';
import type { TreeReading } from './tree-reading.ts';

const output = new Output();

function makeProgram(): Command {
  const program = new Command('ptdesc')
    .description('Who owns every byte of struct page: Linux memory descriptors, read exactly.')
    .version(productVersion())
    .exitOverride()
    .enablePositionalOptions()
    .showHelpAfterError();
  addPreprocess(program);
  addLayout(program);
  addOverlay(program);
  addAccesses(program);
  addCheck(program);
  addCensus(program);
  addConvert(program);
  addSimulate(program);
  addExec(program);
  addDecode(program);
  addConfig(program);
  addMatrix(program);
  addLsp(program);
  return program;
}

function addPreprocess(program: Command): void {
  const command = program
    .command('preprocess <file>')
    .description('the preprocessed text, as gcc -E -P prints it')
    .action(async (file: string, options: TreeOptions & BareOptions) => {
      const { preprocess } = await import('./preprocess.ts');
      preprocess(await anyReading({ ...options, file }), file, output);
    });
  addBareOptions(addTreeOptions(command));
}

function addLayout(program: Command): void {
  const command = program
    .command('layout [tags...]')
    .description('size, alignment and members of records: page, "struct page", atomic_t')
    .option('--all', 'every definition')
    .option('--file <file>', 'only in the unit of this file')
    .addOption(formatOption(['text', 'jsonl']))
    .action(async (tags: string[], options) => {
      const { layout } = await import('./layout.ts');
      layout(await anyReading(options), tags, options, output);
    });
  addBareOptions(addTreeOptions(command));
}

function addOverlay(program: Command): void {
  const command = program
    .command('overlay [fields...]')
    .description('for each byte range of struct page, the fields of every memdesc over it')
    .addOption(formatOption(['text', 'jsonl']))
    .action(async (fields: string[], options) => {
      const { overlay } = await import('./overlay.ts');
      const { knownMemdescs } = await import('./known-memdescs.ts');
      const reading = await kernelReading(options);
      overlay(knownMemdescs(reading), reading.root, fields, options.format, output);
    });
  addTreeOptions(command);
}

function addAccesses(program: Command): void {
  const command = program
    .command('accesses <files...>')
    .description('each typed member access that is written in the files')
    .addOption(new Option('--records <which>').choices(['memdescs', 'all']).default('memdescs'))
    .addOption(formatOption(['jsonl']))
    .action(async (files: string[], options) => {
      const { accesses } = await import('./accesses.ts');
      const { accessRecords } = await import('./access-records.ts');
      accesses(await anyReading(options), files, accessRecords(options.records), output);
    });
  addBareOptions(addTreeOptions(command));
}

function addCheck(program: Command): void {
  const command = program
    .command('check [paths...]')
    .description('what the rules find in files and folders; without any, in the whole tree')
    .option('--diff <rev>', 'only what the change since a git revision introduces')
    .option(
      '--patch <file>',
      'only what a patch or an mbox would introduce; the tree is not touched',
    )
    .option('--baseline <file>', 'leave out what an earlier run printed (jsonl or sarif)')
    .option('--problems', 'only what a compiler would refuse in the files, bodies in headers too')
    .option('--strict', 'show infos, and count them as findings')
    .option('--info', 'show infos')
    .option('--severity <rule=level>', 'error, warning, info or off', collect, [])
    .addOption(jobsOption())
    .addOption(formatOption(['text', 'jsonl', 'sarif']))
    .action(async (paths: string[], options) => {
      const { profileRequest, treeReading } = await import('./tree-reading.ts');
      if (options.problems) {
        const { checkProblems } = await import('./check-problems.ts');
        process.exitCode = checkProblems(treeReading(options), paths, options.format, output);
        return;
      }
      const { check } = await import('./check.ts');
      const { treePaths } = await import('./tree-paths.ts');
      const below = treePaths(treeReading(options), paths, options.patch !== undefined);
      process.exitCode = await check(profileRequest(options), below, options, output);
    });
  addTreeOptions(command);
}

function addCensus(program: Command): void {
  const command = program
    .command('census')
    .description('who still uses which field of struct page and its memdescs, over the whole tree')
    .option('--field <field>', 'only this field: lru, page.lru, "struct page.lru"')
    .addOption(new Option('--by <what>').choices(['field', 'memdesc', 'dir', 'file']))
    .option('--since <rev>', 'compare with a git revision')
    .option('--radar', 'what is left to convert to memdescs, by subsystem')
    .option('--list', 'each access by itself')
    .addOption(jobsOption())
    .addOption(formatOption(['text', 'jsonl']))
    .action(async (options) => {
      const { profileRequest, treeReading } = await import('./tree-reading.ts');
      const { census } = await import('./census.ts');
      await census(treeReading(options), profileRequest(options), options, output);
    });
  addTreeOptions(command);
}

function addConvert(program: Command): void {
  const command = program
    .command('convert [paths...]')
    .description('a patch that makes code about page tables speak of struct ptdesc')
    .action(async (paths: string[], options: TreeOptions) => {
      const { profileRequest } = await import('./tree-reading.ts');
      const { convert } = await import('./convert.ts');
      const { treePaths } = await import('./tree-paths.ts');
      const { tree } = profileRequest(options);
      const below = treePaths({ root: tree }, paths, false);
      convert({ tree, paths: below.length === 0 ? undefined : below }, output);
    });
  addTreeOptions(command);
}

function addSimulate(program: Command): void {
  const command = program
    .command('simulate [entries...]')
    .description('runs lifecycles of page tables in the emulator; an entry is a name or a .c file')
    .option('--all', 'every lifecycle that the machine has')
    .option('--list', 'name the lifecycles, and why some are not for a machine')
    .option('--fail <n>', 'let the n-th allocation fail', Number)
    .option('--explore', 'let each allocation fail in turn')
    .option('--before', 'the modelled kernel as it was before struct ptdesc')
    .option('--max-steps <n>', 'end a run after so many statements', Number)
    .option('--max-depth <n>', 'end a run when so many calls are open', Number)
    .option('--max-memory <mib>', 'the most memory that a run may use', Number)
    .addOption(jobsOption())
    .addOption(formatOption(['text', 'json', 'jsonl']))
    .action(async (entries: string[], options) => {
      const { profileRequest } = await import('./tree-reading.ts');
      const { simulate } = await import('./simulate.ts');
      process.exitCode = await simulate(profileRequest(options), entries, options, output);
    });
  addTreeOptions(command);
}

function addExec(program: Command): void {
  const command = program
    .command('exec <file> [args...]')
    .description('runs main() of a C file in the emulator: its output, its exit status')
    .option('--check', 'also stop at what C leaves undefined (slower)')
    .option('--max-steps <n>', 'stop after so many loop iterations, calls and jumps', Number)
    .option('--max-memory <mib>', 'the most memory that the program may use', Number)
    .passThroughOptions()
    .action(async (file: string, args: string[], options) => {
      const { exec } = await import('./exec.ts');
      process.exitCode = await exec(file, args, options);
    });
  addBareOptions(command);
}

function addDecode(program: Command): void {
  const command = program
    .command('decode [file]')
    .description(
      'page dumps of a text or a log, or the bytes of a struct page, through every memdesc',
    )
    .addOption(formatOption(['text', 'json', 'jsonl']))
    .action(async (file: string | undefined, options) => {
      const { decode } = await import('./decode.ts');
      const [tree, ...trees] = options.tree ?? [];
      const reading = await kernelReading({ ...options, ...(tree === undefined ? {} : { tree }) });
      decode(reading, file, { format: options.format, trees }, output);
    });
  addTreeOptions(command);
  severalTrees(command);
}

/** `--tree` given again: trees that are tried when the first one does not agree with the text. */
function severalTrees(command: Command): void {
  const option = command.options.find(({ long }) => long === '--tree');
  option?.argParser((value: string, before?: string[]) => [...(before ?? []), value]);
}

function addConfig(program: Command): void {
  const command = program
    .command('config')
    .description("the configuration of an architecture, computed from the tree's Kconfig files")
    .option('--defconfig <name>', 'start from this defconfig, or allnoconfig, tinyconfig, ...')
    .option('--why <symbol>', 'explain the value of one CONFIG_ symbol')
    .addOption(formatOption(['text', 'json']))
    .action(async (options) => {
      const { config } = await import('./config.ts');
      config(options, output);
    });
  addTreeOptions(command);
}

function addMatrix(program: Command): void {
  const command = program
    .command('matrix [what]')
    .description('sizes, offsets and assertions about struct page, over all architectures')
    .option(
      '--asserts',
      'every assertion about struct page: where it holds, fails, is not compiled in',
    )
    .option(
      '--configs <list>',
      'configurations: default,no-memcg,lockdep,..., CONFIG_X=y',
      'default',
    )
    .addOption(jobsOption())
    .addOption(formatOption(['text', 'jsonl']))
    .action(async (what: string | undefined, options) => {
      const { profileRequest } = await import('./tree-reading.ts');
      const { matrix } = await import('./matrix.ts');
      process.exitCode = await matrix(profileRequest(options), what, options, output);
    });
  addTreeOptions(command);
}

function addLsp(program: Command): void {
  program
    .command('lsp')
    .description('the language server, for any editor')
    .option('--stdio', 'speak over stdin and stdout (the default)')
    .option('--tree <dir>', 'the kernel tree, where the editor names none')
    .option('--build <dir>', 'the O= folder of an out-of-tree build')
    .option('--arch <name>', 'the architecture: x86, arm64, s390, ...; i386 and x86_64 too')
    .option('--config <file>', "a .config or autoconf.h (default: the build's own)")
    .action(async ({ tree, build, arch, config }) => {
      const { serveStdio } = await import('../lsp/serve-stdio.ts');
      serveStdio({ tree, build, arch, config });
    });
}

async function anyReading(options: TreeOptions & BareOptions): Promise<Reading | TreeReading> {
  if (!options.bare) return kernelReading(options);
  const { bareReading } = await import('./bare-reading.ts');
  return bareReading(options);
}

async function kernelReading(options: TreeOptions): Promise<TreeReading> {
  const { treeReading } = await import('./tree-reading.ts');
  return treeReading(options);
}

/** Results first, then one line why, if something could not be done. */
async function run(): Promise<void> {
  try {
    await makeProgram().parseAsync(withLongOptions(process.argv));
    output.flush();
  } catch (error) {
    output.flush();
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    else {
      const isOurs = error instanceof CommandError || process.env.PTDESC_DEBUG === undefined;
      warn(error instanceof Error ? ((isOurs ? error.message : error.stack) ?? '') : String(error));
      process.exitCode = 2;
    }
  }
}

await run();
