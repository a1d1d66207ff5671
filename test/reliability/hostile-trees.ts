import { execFileSync } from 'node:child_process';
import {
  appendFileSync, chmodSync, existsSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync,
} from 'node:fs'; // biome-ignore format: a list
import { dirname, join } from 'node:path';
import type { Random } from './random.ts';

/** Where a tree tries to have something run, that something is written here. */
export interface Trap {
  /** Outside of the tree; it must not be there afterwards. */
  readonly witness: string;
  /** Outside of the tree; what it holds must be nowhere in what we print. */
  readonly secret: string;
}

/** One thing that is wrong with a tree. */
interface Trick {
  readonly name: string;
  apply(tree: string, trap: Trap, random: Random): void;
}

/** Files that somebody reads sooner or later. */
const READ = [
  'Makefile', '.config', 'include/generated/autoconf.h', 'include/linux/mm.h', 'include/linux/mm_types.h', 'mm/Makefile',
  'mm/swap.c', 'mm/slab.h', 'arch/x86/Makefile', 'arch/x86/configs/x86_64_defconfig', 'Kconfig', 'mm/.swap.o.cmd', 'Kbuild',
  '.git/config', '.git/index', '.git/HEAD', '.gitattributes', 'arch/x86/include/asm/page.h', 'scripts/Kbuild.include',
]; // biome-ignore format: a list

/** What a path may be instead of a file. */
const INSTEAD: Record<string, (path: string, trap: Trap) => void> = {
  'a pipe': (path) => void execFileSync('mkfifo', [path]),
  'a link to a pipe': (path) => {
    execFileSync('mkfifo', [`${path}.pipe`]);
    symlinkSync(`${path}.pipe`, path);
  },
  '/dev/zero': (path) => symlinkSync('/dev/zero', path),
  '/dev/stdin': (path) => symlinkSync('/dev/stdin', path),
  '/dev/tty': (path) => symlinkSync('/dev/tty', path),
  '/proc/self/mem': (path) => symlinkSync('/proc/self/mem', path),
  'a link to itself': (path) => symlinkSync(path, path),
  'a link outside': (path, { secret }) => symlinkSync(secret, path),
  'a folder': (path) => void mkdirSync(path),
  'a terabyte': (path) => {
    writeFileSync(path, '');
    truncateSync(path, 2 ** 40);
  },
  'not readable': (path) => {
    writeFileSync(path, '#define A 1\n');
    chmodSync(path, 0);
  },
  empty: (path) => writeFileSync(path, ''),
  'bytes of no text': (path) =>
    writeFileSync(path, Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) & 255))),
};

function put(tree: string, path: string, text: string): void {
  mkdirSync(dirname(join(tree, path)), { recursive: true });
  writeFileSync(join(tree, path), text);
}

function add(tree: string, path: string, text: string): void {
  if (existsSync(join(tree, path))) appendFileSync(join(tree, path), text);
  else put(tree, path, text);
}

const run = ({ witness }: Trap): string => `touch ${witness}`;

const TRICKS: readonly Trick[] = [
  {
    name: 'Makefile runs a shell',
    apply: (tree, trap) => {
      const line = `X := $(shell ${run(trap)})\nY != ${run(trap)}\nobj-y += $(shell ${run(trap)}).o\n`;
      for (const path of ['Makefile', 'mm/Makefile', 'arch/x86/Makefile', 'Kbuild'])
        add(
          tree,
          path,
          `${line}ccflags-y += $(shell ${run(trap)})\n$(eval $(shell ${run(trap)}))\ninclude $(shell ${run(trap)})\n`,
        );
    },
  },
  {
    name: 'Makefile includes what lies outside',
    apply: (tree, { secret }) =>
      add(
        tree,
        'mm/Makefile',
        `include ${secret}\n-include /etc/passwd\nccflags-y += -include ${secret} -I${dirname(secret)} @${secret}\n`,
      ),
  },
  {
    name: 'Kconfig runs a shell',
    apply: (tree, trap) => {
      const line = `config HOSTILE\n\tdef_bool $(success,${run(trap)})\n\tdefault $(shell,${run(trap)})\nsource "${trap.secret}"\nsource "$(shell,${run(trap)})"\n`;
      for (const path of ['Kconfig', 'mm/Kconfig', 'arch/x86/Kconfig']) add(tree, path, line);
    },
  },
  {
    name: 'a .cmd file with flags that lead outside',
    apply: (tree, { secret, witness }) => {
      const flags = `-include ${secret} -include /etc/passwd @${secret} -I/etc -imacros ${secret} -iquote /etc -isystem /proc/self -fplugin=${witness} -wrapper ${witness} -specs=${secret} -B${dirname(secret)} -D'X=$(touch ${witness})'`;
      for (const name of ['swap', 'debug', 'slub', 'memory'])
        put(
          tree,
          `mm/.${name}.o.cmd`,
          `savedcmd_mm/${name}.o := gcc ${flags} -c -o mm/${name}.o mm/${name}.c\ncmd_mm/${name}.o := gcc ${flags} -c mm/${name}.c; touch ${witness}\n`,
        );
    },
  },
  {
    // Without include.path, which git follows wherever it leads: see docs/security.md.
    name: 'git runs what its configuration says',
    apply: (tree, { witness }) => {
      execFileSync('git', ['init', '-q', tree]);
      const touch = `touch ${witness}`;
      put(tree, '.git/hooks/post-checkout', `#!/bin/sh\n${touch}\n`);
      put(tree, '.gitattributes', '* filter=x diff=x merge=x text\n');
      add(
        tree,
        '.git/config',
        `[core]\n\tfsmonitor = ${touch}\n\thooksPath = .git/hooks\n\tpager = ${touch}\n\tsshCommand = ${touch}\n\teditor = ${touch}\n\tgitProxy = ${touch}\n\taskPass = ${touch}\n\talternateRefsCommand = ${touch}\n[filter "x"]\n\tclean = ${touch}\n\tsmudge = ${touch}\n\tprocess = ${touch}\n[diff]\n\texternal = ${touch}\n[diff "x"]\n\ttextconv = ${touch}\n\tcommand = ${touch}\n[credential]\n\thelper = !${touch}\n[alias]\n\trev-parse = !${touch}\n\tls-tree = !${touch}\n\tcat-file = !${touch}\n[gpg]\n\tprogram = ${touch}\n[uploadpack]\n\tpackObjectsHook = ${touch}\n[remote "origin"]\n\turl = ext::sh -c "${touch}"\n\tpromisor = true\n\tuploadpack = ${touch}\n[extensions]\n\tpartialClone = origin\n`,
      );
    },
  },
  {
    name: 'sources include what lies outside',
    apply: (tree, { secret }) =>
      add(
        tree,
        'mm/swap.c',
        `\n#include "${secret}"\n#include "/etc/passwd"\n#include "../../../../../../../../etc/passwd"\n#include <${secret}>\n#if __has_include("${secret}")\nint it_is_there;\n#endif\n`,
      ),
  },
  {
    name: 'a folder of headers is a link outside',
    apply: (tree, { secret }) => {
      symlinkSync(dirname(secret), join(tree, 'mm/out'));
      add(tree, 'mm/swap.c', '\n#include "out/secret.h"\n');
    },
  },
  {
    name: 'a source that includes itself twice',
    apply: (tree) => {
      put(
        tree,
        'mm/twice.h',
        '#if __INCLUDE_LEVEL__ < 150\n#include "twice.h"\n#include "twice.h"\n#endif\n',
      );
      add(tree, 'mm/swap.c', '\n#include "twice.h"\n');
    },
  },
  {
    name: 'macros that explode',
    apply: (tree) => {
      const lines = Array.from({ length: 40 }, (_, i) => `#define M${i + 1} M${i} M${i}`);
      add(tree, 'mm/swap.c', `\n#define M0 x,\n${lines.join('\n')}\nint bomb[] = { M40 };\n`);
    },
  },
  {
    name: 'nesting without an end',
    apply: (tree) =>
      add(
        tree,
        'mm/debug.c',
        `\nint deep = ${'('.repeat(60_000)}1;\nstruct a ${'{ struct {'.repeat(20_000)}\n`,
      ),
  },
  {
    name: 'records that are large',
    apply: (tree) =>
      add(
        tree,
        'mm/debug.c',
        '\nint large[1 << 28] = { [0 ... (1 << 28) - 1] = 7 };\nstruct huge { char a[1UL << 60]; char b[1UL << 60]; };\n',
      ),
  },
  {
    name: 'names with Markdown, newlines and commands in them',
    apply: (tree, trap) => {
      for (const name of [
        '](http://x) ![](http://x).h',
        '``<img src=x>.h',
        '$(touch x).c',
        '`touch x`.c',
        '-rf.c',
        'a\nb.c',
        '\u202e.h',
        '%n%s.c',
        `'; ${run(trap).replaceAll('/', '\\057')} #.c`,
      ])
        put(
          tree,
          `mm/${name.replaceAll('/', '_')}`,
          '#include <linux/mm.h>\nvoid f(struct page *p) { p->flags = 1; }\n',
        );
    },
  },
  {
    name: 'a folder in a folder, four hundred deep',
    apply: (tree) => {
      let path = 'mm';
      while (path.length < 3000) path += '/deeper';
      put(tree, `${path}/a.c`, '#include <linux/mm.h>\n');
    },
  },
  {
    name: 'five thousand files',
    apply: (tree) => {
      for (let i = 0; i < 5000; i++) put(tree, `lib/many/f${i}.c`, 'int x;\n');
    },
  },
  {
    name: 'a configuration that is no configuration',
    apply: (tree) =>
      put(
        tree,
        '.config',
        `CONFIG_MMU=y\nCONFIG_X="$(touch x)"\nCONFIG_CC_VERSION_TEXT="${'a'.repeat(1 << 20)}"\n${'CONFIG_A=\n'.repeat(10_000)}`,
      ),
  },
  {
    name: 'an executable called as our helpers are',
    apply: (tree, trap) => {
      for (const name of ['git', 'node', 'setpriv', 'gcc', 'make', 'sh']) {
        put(tree, name, `#!/bin/sh\n${run(trap)}\n`);
        chmodSync(join(tree, name), 0o755);
      }
      put(
        tree,
        'node_modules/vscode-languageserver/index.js',
        `require('fs').writeFileSync(${JSON.stringify(trap.witness)}, '')\n`,
      );
      put(tree, 'package.json', '{"type":"module","main":"x.js"}\n');
      put(
        tree,
        '.npmrc',
        `node-options=--require=${join(tree, 'node_modules/vscode-languageserver/index.js')}\n`,
      );
    },
  },
  {
    name: 'settings of an editor',
    apply: (tree, trap) =>
      put(
        tree,
        '.vscode/settings.json',
        JSON.stringify({
          'ptdesc.tree': dirname(trap.secret),
          'ptdesc.build': '/etc',
          'git.path': join(tree, 'git'),
        }),
      ),
  },
];

/** Makes a tree hostile in some ways; returns their names, for messages. */
export function makeHostile(tree: string, trap: Trap, random: Random): string[] {
  const names: string[] = [];
  for (let count = 1 + random.below(4); count > 0; count--) {
    const trick = random.pick(TRICKS);
    if (names.includes(trick.name)) continue;
    trick.apply(tree, trap, random);
    names.push(trick.name);
  }
  for (let count = random.below(3); count > 0; count--) {
    const path = random.pick(READ);
    const kind = random.pick(Object.keys(INSTEAD));
    const at = join(tree, path);
    mkdirSync(dirname(at), { recursive: true });
    rmSync(at, { recursive: true, force: true });
    INSTEAD[kind]?.(at, trap);
    names.push(`${path} is ${kind}`);
  }
  return names;
}

/** Patches and mails with tricks, as text. */
export const HOSTILE_PATCHES: readonly string[] = [
  '--- a/../../../../etc/passwd\n+++ b/../../../../etc/passwd\n@@ -1 +1 @@\n-root\n+x\n',
  '--- /dev/null\n+++ b//etc/hostile.c\n@@ -0,0 +1 @@\n+int x;\n',
  'diff --git a/mm/swap.c b/mm/link\nnew file mode 120000\n--- /dev/null\n+++ b/mm/link\n@@ -0,0 +1 @@\n+/etc/passwd\n',
  `diff --git a/mm/swap.c b/mm/n.c\nsimilarity index 100%\ncopy from mm/swap.c\ncopy to mm/n.c\n`.repeat(3000),
  `${'Content-Type: multipart/mixed; boundary=b\n\n--b\n'.repeat(5000)}`,
  `--- a/mm/swap.c\n+++ b/mm/swap.c\n@@ -1,999999999 +1,999999999 @@\n x\n`,
  `--- a/mm/swap.c\n+++ b/mm/swap.c\n${'@@ -1 +1 @@\n-\n+\n'.repeat(20_000)}`,
  'GIT binary patch\nliteral 99999999999\nzzzz\n',
  `From x\nSubject: =?utf-8?B?${'A'.repeat(1 << 20)}?=\nContent-Transfer-Encoding: base64\n\n${'A'.repeat(1 << 20)}\n`,
  'rename from mm/swap.c\nrename to ../../x\n',
]; // biome-ignore format: texts
