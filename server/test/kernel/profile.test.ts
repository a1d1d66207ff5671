import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { requireKernel } from '../../../test/kernels/builds.ts';
import { viaFor } from '../../src/index/include-graph.ts';
import { findTree } from '../../src/kernel/find-tree.ts';
import { openKernelTree, whyNoTree } from '../../src/kernel/kernel-tree.ts';
import { missingText } from '../../src/kernel/missing-header.ts';
import { modelTree } from '../../src/kernel/model-tree.ts';
import { NodeFileSystem } from '../../src/kernel/node-file-system.ts';
import { openProfile, ProfileError } from '../../src/profile/profile.ts';

/** The smallest folder that counts as a kernel tree, with the files of a test. */
class TinyTree {
  readonly root = mkdtempSync(join(tmpdir(), 'ptdesc-tree-'));

  constructor(files: Record<string, string> = {}) {
    this.write('Makefile', 'VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 3\nEXTRAVERSION = -rc1\n');
    this.write('Kconfig', '');
    this.write('include/linux/mm_types.h', 'struct page { long flags; };\n');
    this.write('arch/x86/include/asm/page.h', '');
    this.write(
      '.config',
      '# Linux/x86 6.12.3 Kernel Configuration\nCONFIG_X86_64=y\nCONFIG_64BIT=y\n',
    );
    for (const [path, text] of Object.entries(files)) this.write(path, text);
  }

  path(path: string): string {
    return join(this.root, path);
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(this.path(path)), { recursive: true });
    writeFileSync(this.path(path), text);
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

describe('a kernel tree', () => {
  let tiny: TinyTree;
  afterEach(() => tiny?.remove());

  it('is found from a folder inside it', () => {
    tiny = new TinyTree();
    assert.equal(findTree(tiny.path('include/linux')), tiny.root);
    assert.equal(openKernelTree(tiny.root)?.version.text, '6.12.3-rc1');
    assert.deepEqual(openKernelTree(tiny.root)?.architectures, ['x86']);
  });

  it('is not any folder, and one line says why', () => {
    tiny = new TinyTree();
    rmSync(tiny.path('include/linux/mm_types.h'));
    assert.equal(openKernelTree(tiny.root), undefined);
    assert.match(whyNoTree(tiny.root), /mm_types\.h/);
    assert.match(whyNoTree(tiny.path('none')), /no such folder/);
    assert.match(whyNoTree(tiny.path('include')), /no Makefile with VERSION/);
    assert.throws(() => openProfile({ tree: tiny.root }), ProfileError);
  });

  it('that is not prepared says what is missing and what to run', () => {
    tiny = new TinyTree();
    const profile = openProfile({ tree: tiny.root });
    assert.deepEqual(profile.missing, {
      file: 'include/generated/autoconf.h',
      command: 'make ARCH=x86_64 prepare',
    });
    rmSync(tiny.path('.config'));
    const bare = openProfile({ tree: tiny.root, build: tiny.path('out') });
    assert.equal(bare.missing?.command, `make ARCH=x86_64 O=${tiny.path('out')} defconfig prepare`);
    assert.equal(bare.target.name, 'x86_64');
  });

  it('built for another architecture keeps that, and one line says where to make this one', () => {
    tiny = new TinyTree({
      'arch/arm64/include/asm/page.h': '',
      'out/.config': '# Linux/x86 6.12.3 Kernel Configuration\nCONFIG_X86_64=y\nCONFIG_64BIT=y\n',
    });
    const line = (arch: string, build?: string): string => {
      const { missing } = openProfile({ tree: tiny.root, arch, ...(build && { build }) });
      return missing ? missingText(missing) : 'nothing';
    };
    const out = tiny.path('out');
    assert.equal(
      line('arm64', out),
      `include/generated/autoconf.h is missing for arm64: ${out} is configured for x86_64; run "make ARCH=arm64 O=${tiny.path('build-arm64')} defconfig prepare" and choose that folder (--build, ptdesc.build)`,
    );
    assert.equal(
      line('arm64'),
      'include/generated/autoconf.h is missing for arm64: the tree is configured for x86_64; in a clean copy of the tree, run "make ARCH=arm64 defconfig prepare"',
    );
    assert.match(line('i386', out), /is missing for i386: .* is configured for x86_64/);
    assert.match(line('x86', out), /autoconf\.h is missing: run "make ARCH=x86_64 O=/);
  });

  it('names the first wrapper header that was not made, and nothing when all are there', () => {
    tiny = new TinyTree({
      'include/asm-generic/Kbuild': 'mandatory-y += page.h\nmandatory-y += topology.h\n',
    });
    for (const name of [
      'autoconf',
      'uapi/linux/version',
      'utsrelease',
      'timeconst',
      'asm-offsets',
    ]) {
      tiny.write(`include/generated/${name}.h`, '');
    }
    const wrapper = 'arch/x86/include/generated/asm/topology.h';
    assert.equal(openProfile({ tree: tiny.root }).missing?.file, wrapper);
    tiny.write(wrapper, '');
    assert.equal(openProfile({ tree: tiny.root }).missing, undefined);
  });

  it('refuses an architecture that it does not have, and a setting that is none', () => {
    tiny = new TinyTree();
    assert.throws(() => openProfile({ tree: tiny.root, arch: 'vax' }), /no arch\/vax/);
    assert.throws(() => openProfile({ tree: tiny.root, set: ['KSM'] }), /CONFIG_NAME=y/);
    assert.throws(() => openProfile({ tree: tiny.root, configFile: '/none' }), /cannot be read/);
  });
});

describe('a profile of the modelled kernel', () => {
  it('has its machine, its headers and its numbers', () => {
    const profile = openProfile({ tree: modelTree() });
    assert.equal(profile.target.name, 'x86_64');
    assert.equal(profile.missing, undefined);
    assert.match(profile.label, /^x86_64, modelled kernel, gcc/);
    const autoconf = profile.fs.readText(join(profile.build, 'include/generated/autoconf.h'));
    assert.match(autoconf ?? '', /#define CONFIG_X86_64 1/);
    const bounds = profile.fs.readText(join(profile.build, 'include/generated/bounds.h'));
    assert.match(bounds ?? '', /#define SPINLOCK_SIZE \d+\n/);
  });

  it('takes another machine by the name of its architecture', () => {
    const i386 = openProfile({ tree: modelTree(), arch: 'i386' });
    assert.equal(i386.target.name, 'i386');
    const s390 = openProfile({ tree: modelTree(), arch: 's390' });
    assert.equal(s390.target.name, 's390x');
    assert.ok(s390.target.bigEndian);
  });

  it('reads its headers through a file', () => {
    const profile = openProfile({ tree: modelTree() });
    const via = viaFor(profile, join(profile.tree, 'include/linux/mm_types.h'));
    assert.match(via ?? '', /\/mm\/\w+\.c$/);
    assert.equal(viaFor(profile, join(profile.tree, 'mm/memory.c')), undefined);
  });
});

describe('the file that a header is read through', () => {
  let tiny: TinyTree;
  afterEach(() => tiny?.remove());

  it('is the nearest one that includes it, also through other headers', () => {
    tiny = new TinyTree({
      'mm/a.c': '#include "local.h"\n',
      'mm/local.h': '#include <linux/mm_types.h>\n',
      'mm/sub/b.c': '#include "../local.h"\n',
    });
    const profile = openProfile({ tree: tiny.root });
    assert.equal(viaFor(profile, tiny.path('mm/local.h')), tiny.path('mm/a.c'));
    assert.equal(viaFor(profile, tiny.path('include/linux/mm_types.h')), tiny.path('mm/a.c'));
    assert.equal(viaFor(profile, tiny.path('arch/x86/include/asm/page.h')), undefined);
  });

  it('is asked for again when a file changes, appears or goes away', () => {
    tiny = new TinyTree({ 'mm/a.c': '', 'mm/b.c': '#include "x.h"\n', 'mm/x.h': '' });
    const profile = openProfile({ tree: tiny.root });
    const via = () => viaFor(profile, tiny.path('mm/x.h'));
    assert.equal(via(), tiny.path('mm/b.c'));
    rmSync(tiny.path('mm/b.c'));
    profile.fs.invalidate(tiny.path('mm/b.c'));
    assert.equal(via(), undefined);
    tiny.write('mm/a.c', '#include "x.h"\n');
    profile.fs.invalidate(tiny.path('mm/a.c'));
    assert.equal(via(), tiny.path('mm/a.c'));
  });

  it('is the neighbour for a .c that another .c includes, and ends in a cycle', () => {
    tiny = new TinyTree({
      'scripts/Makefile.lib': '',
      'scripts/Makefile.build': 'include $(kbuild-file)\nreal-obj-y := $(obj-y)\n',
      'mm/Makefile': 'obj-y := percpu.o\n',
      'mm/percpu.c': '#include "percpu-vm.c"\n',
      'mm/percpu-vm.c': '',
      'mm/one.c': '#include "two.c"\n',
      'mm/two.c': '#include "one.c"\n',
    });
    const profile = openProfile({ tree: tiny.root });
    assert.equal(viaFor(profile, tiny.path('mm/percpu-vm.c')), tiny.path('mm/percpu.c'));
    assert.doesNotThrow(() => viaFor(profile, tiny.path('mm/one.c')));
  });

  it('does not count what a CONFIG_ symbol leaves out', () => {
    tiny = new TinyTree({
      'mm/a.c': '#ifdef CONFIG_X86_32\n#include "x.h"\n#endif\n',
      'mm/b.c': '#ifdef CONFIG_X86_64\n#include "x.h"\n#endif\n',
      'mm/x.h': '',
    });
    const profile = openProfile({ tree: tiny.root });
    assert.equal(viaFor(profile, tiny.path('mm/x.h')), tiny.path('mm/b.c'));
  });

  it('is found in a real tree', function () {
    this.timeout(300_000);
    const { tree, build } = requireKernel(this, 'defconfig');
    const profile = openProfile({ tree, build });
    const via = (path: string) => viaFor(profile, join(tree, path))?.slice(tree.length + 1);
    assert.equal(via('include/linux/mm_types.h'), 'mm/memory.c');
    assert.match(via('include/asm-generic/pgalloc.h') ?? '', /^mm\//);
    assert.match(via('mm/slab.h') ?? '', /^mm\/sl[au]b\w*\.c$/);
    assert.match(via('arch/x86/include/asm/pgalloc.h') ?? '', /^arch\/x86\/mm\//);
    assert.equal(via('mm/percpu-vm.c'), 'mm/percpu.c');
    assert.equal(via('mm/memory.c'), undefined);
  });
});

describe('the file system', () => {
  let tiny: TinyTree;
  afterEach(() => tiny?.remove());

  it('knows files through links, and not through loops or dead ends', () => {
    tiny = new TinyTree();
    symlinkSync('Makefile', tiny.path('link'));
    symlinkSync('loop', tiny.path('loop'));
    symlinkSync('none', tiny.path('dead'));
    symlinkSync('.', tiny.path('self'));
    const fs = new NodeFileSystem();
    assert.ok(fs.isFile(tiny.path('link')));
    assert.ok(!fs.isFile(tiny.path('loop')));
    assert.ok(!fs.isFile(tiny.path('dead')));
    assert.ok(!fs.isFile(tiny.path('self')));
    assert.ok(!fs.isFile(tiny.path('include')));
    assert.equal(fs.readFile(tiny.path('loop')), undefined);
  });

  it('notices new and deleted files and folders when it is told of them', () => {
    tiny = new TinyTree();
    const fs = new NodeFileSystem();
    const path = tiny.path('new/folder/x.h');
    assert.ok(!fs.isFile(path));
    tiny.write('new/folder/x.h', 'x');
    assert.ok(!fs.isFile(path));
    fs.invalidate(path);
    assert.ok(fs.isFile(path));
    rmSync(path);
    fs.invalidate(path);
    assert.ok(!fs.isFile(path));
    assert.ok(!fs.isFile(tiny.path('other/y.h')));
    assert.ok(fs.isFile(tiny.path('Makefile')));
    tiny.write('other/y.h', 'y');
    fs.invalidate(tiny.path('other/y.h'));
    assert.ok(fs.isFile(tiny.path('other/y.h')));
  });

  it('reads a virtual file in place of a real one', () => {
    tiny = new TinyTree();
    const fs = new NodeFileSystem();
    fs.setVirtual(tiny.path('Makefile'), 'virtual');
    fs.setVirtual(tiny.path('made'), () => 'once');
    assert.equal(fs.readText(tiny.path('Makefile')), 'virtual');
    assert.equal(fs.readText(tiny.path('made')), 'once');
    assert.ok(fs.isFile(tiny.path('made')));
    fs.removeVirtual(tiny.path('Makefile'));
    assert.match(fs.readText(tiny.path('Makefile')) ?? '', /VERSION/);
  });
});
