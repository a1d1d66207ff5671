/**
 * Writes the descriptions of toolchains that `server/src/kernel/kconfig/toolchain/` ships: every
 * question that the Kconfig files of some kernel trees ask, answered by the compilers of this machine.
 *
 *     node scripts/describe-toolchain.ts gcc|clang TREE...
 *
 * It runs the trees' scripts, so give it trees that you trust. Nothing of this is done at run time.
 */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readKconfig } from '../server/src/kernel/kconfig/reader.ts';
import { askedCommand } from '../server/src/kernel/kconfig/toolchain/question.ts';
import { computeCommand } from '../server/src/kernel/kconfig/toolchain/shell-arithmetic.ts';
import { fingerprint, scriptOf } from '../server/src/kernel/kconfig/toolchain/toolchain.ts';
import { gccPrefixes } from './gcc-prefixes.ts';

/** clang's triples, from the trees' scripts/Makefile.clang. */
const triples: Readonly<Record<string, string>> = {
  arm: 'arm-linux-gnueabi',
  arm64: 'aarch64-linux-gnu',
  hexagon: 'hexagon-linux-musl',
  i386: 'x86_64-linux-gnu',
  loongarch: 'loongarch64-linux-gnusf',
  m68k: 'm68k-linux-gnu',
  mips: 'mipsel-linux-gnu',
  powerpc: 'powerpc64le-linux-gnu',
  riscv: 'riscv64-linux-gnu',
  s390: 's390x-linux-gnu',
  sparc64: 'sparc64-linux-gnu',
  x86_64: 'x86_64-linux-gnu',
};

/** The flags of scripts/Makefile.clang that make clang refuse what it does not know. */
const clangFlags =
  '-fintegrated-as -Werror=unknown-warning-option -Werror=ignored-optimization-argument -Werror=option-ignored -Werror=unused-command-line-argument';

/** Machines of the trees without a compiler here: what nearly all others agree about is assumed. */
const assumedMachines: Readonly<Record<string, readonly string[]>> = {
  gcc: ['csky', 'hexagon', 'loongarch', 'microblaze', 'nios2', 'openrisc', 'xtensa'],
  clang: ['alpha', 'arc', 'csky', 'microblaze', 'nios2', 'openrisc', 'parisc', 'sh', 'xtensa'],
};

const [kind = '', ...trees] = process.argv.slice(2);
if ((kind !== 'gcc' && kind !== 'clang') || trees.length === 0)
  throw new Error('node scripts/describe-toolchain.ts gcc|clang TREE...');
const measured = Object.keys(kind === 'gcc' ? gccPrefixes : triples).sort();
const machines = [...measured, ...(assumedMachines[kind] ?? [])].sort();

const environment: Readonly<Record<string, string>> =
  kind === 'gcc'
    ? { CC: 'gcc', LD: 'ld', NM: 'nm', AR: 'ar', OBJCOPY: 'objcopy' }
    : {
        CC: 'clang',
        LD: 'ld.lld',
        NM: 'llvm-nm',
        AR: 'llvm-ar',
        OBJCOPY: 'llvm-objcopy',
        CLANG_FLAGS: '-fintegrated-as',
      };
const tools = {
  HOSTCC: 'gcc',
  RUSTC: 'rustc',
  PAHOLE: 'pahole',
  BINDGEN: 'bindgen',
  PYTHON3: 'python3',
};

const scratch = mkdtempSync(join(tmpdir(), 'describe-toolchain-'));

/** A folder of commands with the plain names that make the code of one machine. */
function commandsOf(machine: string): string {
  const folder = join(scratch, machine);
  mkdirSync(folder);
  const add = (name: string, command: string) =>
    writeFileSync(join(folder, name), `#!/bin/sh\nexec ${command} "$@"\n`, { mode: 0o755 });
  if (kind === 'gcc') {
    const prefix = gccPrefixes[machine] ?? '';
    for (const name of ['gcc', 'ld', 'nm', 'ar', 'objcopy', 'readelf'])
      add(name, `/usr/bin/${prefix}${name}`);
  } else {
    add('clang', `/usr/bin/clang-19 --target=${triples[machine]} ${clangFlags}`);
    for (const name of ['ld.lld', 'llvm-nm', 'llvm-ar', 'llvm-objcopy', 'llvm-readelf'])
      add(name, `/usr/bin/${name}-19`);
  }
  return folder;
}

const folders = new Map(measured.map((machine) => [machine, commandsOf(machine)]));

interface Answer {
  readonly succeeds: boolean;
  readonly output: string;
}

function ask(command: string, machine: string, extra: Record<string, string>): Answer {
  const run = spawnSync('sh', ['-c', command], {
    cwd: scratch,
    encoding: 'utf8',
    env: {
      PATH: `${folders.get(machine)}:${process.env.PATH}`,
      HOME: process.env.HOME,
      ...environment,
      ...tools,
      ...extra,
    },
  });
  const output = (run.stdout ?? '').replace(/\n+$/, '').replaceAll('\n', ' ');
  return { succeeds: run.status === 0, output };
}

interface Asked {
  readonly command: string;
  readonly tree: string;
  readonly wantsOutput: boolean;
}

/** Every question of the trees, the first command that asked it for each content of its script. */
const questions = new Map<string, Asked>();

/** The command inside of what if-success makes. */
const inner = (command: string) =>
  /^\{ ([\s\S]*); \} >\/dev\/null 2>&1 && echo /.exec(command)?.[1] ?? command;

const folderOf = (machine: string) =>
  machine === 'i386' || machine === 'x86_64' ? 'x86' : machine === 'sparc64' ? 'sparc' : machine;

const extraOf = (tree: string, machine: string) => ({
  srctree: tree,
  ARCH: machine,
  SRCARCH: folderOf(machine),
  SUBARCH: 'x86',
  HEADER_ARCH: 'x86',
  KERNELVERSION: '0.0.0',
});

function collect(tree: string, machine: string, runAs: string): void {
  const extra: Record<string, string> = extraOf(tree, machine);
  const readText = (file: string) =>
    existsSync(join(tree, file)) ? readFileSync(join(tree, file), 'utf8') : undefined;
  readKconfig('Kconfig', {
    readText,
    environment: (name) => extra[name] ?? environment[name] ?? tools[name as keyof typeof tools],
    shell(command) {
      const { question, outcomes } = askedCommand(command, tree);
      const computed = question.startsWith('command ') && computeCommand(question.slice(8));
      if (computed)
        return outcomes
          ? computed.succeeds
            ? outcomes.success
            : outcomes.failure
          : computed.output;
      const script = scriptOf(question);
      const content = script === undefined ? undefined : readText(script);
      const key = content === undefined ? question : `${question} #${fingerprint(content)}`;
      if (!questions.has(key))
        questions.set(key, { command: inner(command), tree, wantsOutput: outcomes === undefined });
      const { succeeds, output } = remembered(key, runAs);
      return outcomes ? (succeeds ? outcomes.success : outcomes.failure) : output;
    },
  });
}

const answers = new Map<string, Answer>();

function remembered(key: string, machine: string): Answer {
  const name = `${machine} ${key}`;
  let answer = answers.get(name);
  if (answer === undefined) {
    const { command, tree } = questions.get(key) ?? { command: 'false', tree: '' };
    answer = ask(command, machine, extraOf(tree, machine));
    answers.set(name, answer);
  }
  return answer;
}

for (const tree of trees.map((each) => resolve(each)))
  for (const folder of readdirSync(join(tree, 'arch')).filter((name) =>
    existsSync(join(tree, 'arch', name, 'Kconfig')),
  ))
    for (const machine of folder === 'x86'
      ? ['x86_64', 'i386']
      : [folder === 'sparc' ? 'sparc64' : folder]) {
      process.stderr.write(`${tree} ${machine}\n`);
      collect(tree, machine, measured.includes(machine) ? machine : 'x86_64');
    }

/** The machines of which an answer holds, as a set; those without a compiler follow the others. */
function setOf(key: string, output: string): string {
  const holds = (machine: string) => {
    const { succeeds, output: own } = remembered(key, machine);
    return succeeds && own === output;
  };
  const agreeing = measured.filter(holds).length;
  let set = 0n;
  machines.forEach((machine, index) => {
    const isSo = measured.includes(machine) ? holds(machine) : agreeing >= measured.length * 0.75;
    if (isSo) set |= 1n << BigInt(index);
  });
  return set.toString(16);
}

const lines: string[] = [];
const byQuestion = new Map<string, string>();
for (const [key, { wantsOutput }] of questions) {
  const outputs = wantsOutput
    ? [...new Set(measured.map((machine) => remembered(key, machine).output))]
    : [''];
  if (!wantsOutput)
    for (const machine of measured)
      answers.set(`${machine} ${key}`, { ...remembered(key, machine), output: '' });
  const rows = outputs.map((output) => [setOf(key, output), output] as const);
  const question = key.replace(/ #[\da-f]+$/, '');
  const text = (name: string) =>
    rows
      .map(
        ([set, output]) =>
          `${set} ${JSON.stringify(name)}${output === '' ? '' : `, ${JSON.stringify(output)}`}`,
      )
      .join('\n');
  // The newest kernel's script speaks for contents that are not known.
  const before = byQuestion.get(question);
  if (before === undefined) byQuestion.set(question, text(question));
  if (before !== undefined && before !== text(question)) lines.push(text(key));
}
lines.push(...byQuestion.values());
lines.sort((a, b) => (a.slice(a.indexOf(' ')) < b.slice(b.indexOf(' ')) ? -1 : 1));

const versionOf = (command: string, machine = 'x86_64') =>
  ask(`${command} 2>/dev/null | head -n1`, machine, {}).output;
const has = (tool: string) => versionOf(`${tool} --version`);
const number = (text: string) => /\d+(\.\d+)+/.exec(text.replace(/\(.*?\)/g, ''))?.[0] ?? '';
const label = [
  kind === 'gcc'
    ? `gcc ${number(has('gcc'))}, binutils ${number(has('ld'))}`
    : `clang ${number(has('clang'))}, lld ${number(has('ld.lld'))}`,
  ...['pahole', 'rustc', 'bindgen'].map((tool) =>
    has(tool) === '' ? `no ${tool}` : `${tool} ${/\d+(\.\d+)+/.exec(has(tool))?.[0]}`,
  ),
].join(', ');
const cc = kind === 'gcc' ? 'gcc' : 'clang';
const versionTexts = Object.fromEntries(
  measured.map((machine) => [machine, versionOf(`${cc} --version`, machine).replaceAll('#', '')]),
);
const head = {
  label,
  environment: { ...environment, ...tools },
  versionTexts,
  machines,
  assumed: assumedMachines[kind],
};
const body = [JSON.stringify(head), ...lines].join('\n').replace(/[`\\]|\$\{/g, '\\$&');
const name = kind === 'gcc' ? 'gcc12' : 'clang19';
const file = resolve(
  import.meta.dirname,
  `../server/src/kernel/kconfig/toolchain/${kind === 'gcc' ? 'gcc-12' : 'clang-19'}.generated.ts`,
);
writeFileSync(
  file,
  `/** Written by scripts/describe-toolchain.ts from the answers of real tools. */\nexport const ${name} = \`${body}\`;\n`,
);
rmSync(scratch, { recursive: true });
process.stderr.write(`${lines.length} lines, ${label}\n`);
