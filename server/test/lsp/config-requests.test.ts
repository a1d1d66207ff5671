import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Location } from 'vscode-languageserver';
import { modelTree } from '../../src/kernel/model-tree.ts';
import { LanguageClient } from '../test-kit/language-client.ts';

const FILES = {
  Makefile: 'VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 0\n',
  Kconfig:
    'mainmenu "Linux/$(ARCH) Configuration"\nsource "arch/x86/Kconfig"\nsource "mm/Kconfig"\n',
  'arch/x86/Kconfig':
    'config 64BIT\n\tdef_bool y\nconfig X86_64\n\tdef_bool y\nconfig SHELVES\n\thex "Shelves"\n\tdefault 0x20\n',
  'arch/x86/Makefile': 'KBUILD_DEFCONFIG := x86_64_defconfig\n',
  'arch/x86/configs/x86_64_defconfig': 'CONFIG_ATTIC=m\n',
  'arch/x86/include/asm/page.h': '',
  'mm/Kconfig': `config MODULES
	bool "modules"
	modules
	default y

menuconfig ATTIC
	tristate "Keep tables in the attic"
	depends on 64BIT
	select LADDER
	help
	  Tables that <img src=x> no one needs
	  go up.

	  Say n.

config LADDER
	bool
`,
  'include/linux/mm_types.h': 'struct page { unsigned long flags; };\n',
  'mm/attic.c': `#if IS_ENABLED(CONFIG_ATTIC) && CONFIG_SHELVES > 3
int attic; /* CONFIG_LADDER, CONFIG_ATTIC_MODULE, CONFIG_CELLAR */
#endif
`,
};

/** An editor's client that is told what else to hand over. */
const ON_DEMAND = {
  textDocument: {
    synchronization: { dynamicRegistration: true },
    hover: { dynamicRegistration: true },
    definition: { dynamicRegistration: true },
  },
};

describe('symbols of Kconfig in an editor', () => {
  const tree = mkdtempSync(join(tmpdir(), 'ptdesc-config-'));
  let client: LanguageClient;
  const registered: string[] = [];

  before(async () => {
    for (const [name, text] of Object.entries(FILES)) {
      mkdirSync(dirname(join(tree, name)), { recursive: true });
      writeFileSync(join(tree, name), text);
    }
    client = await LanguageClient.start(tree, {}, ON_DEMAND, ({ method }) =>
      registered.push(method),
    );
  });
  after(async () => {
    assert.equal(await client.stop(), 0);
    rmSync(tree, { recursive: true });
  });

  const checkHover = async (file: string, text: string, expected: string) => {
    const uri = await client.open(join(tree, file));
    const hover = await client.hover(uri, text, 1);
    assert.equal(hover?.replaceAll(/\(file:[^)]*#L(\d+)\)/g, '($1)'), expected);
  };

  it('are explained in C', () =>
    checkHover(
      'mm/attic.c',
      'CONFIG_ATTIC)',
      `\`CONFIG_ATTIC=m\` in x86_64 (x86_64_defconfig), Linux 6.12.0, gcc 12.2.0: given by the configuration that was read.

Tables that \\<img src=x> no one needs go up. Say n.

- \`depends on 64BIT\` → y, [Kconfig:6](6)
- \`prompt "Keep tables in the attic"\` → y, [Kconfig:7](7)
- \`select LADDER\` → y, [Kconfig:9](9)

Declared at [Kconfig:6](6).`,
    ));

  it('are explained in a comment, with what decides first', () =>
    checkHover(
      'mm/attic.c',
      'CONFIG_LADDER',
      `\`CONFIG_LADDER=y\` in x86_64 (x86_64_defconfig), Linux 6.12.0, gcc 12.2.0: selected by ATTIC.

- **\`selected by ATTIC=m\` → m**, [Kconfig:9](9)

Declared at [Kconfig:16](16).`,
    ));

  it('are explained by the name that a module has', async () => {
    const uri = await client.open(join(tree, 'mm/attic.c'));
    assert.match((await client.hover(uri, 'CONFIG_ATTIC_MODULE')) ?? '', /^`CONFIG_ATTIC=m`/);
  });

  it('are explained in Kconfig files, by their bare names', () =>
    checkHover(
      'arch/x86/Kconfig',
      'SHELVES',
      `\`CONFIG_SHELVES=0x20\` in x86_64 (x86_64_defconfig), Linux 6.12.0, gcc 12.2.0: its default.

- **\`default 0x20\` → y**, [Kconfig:7](7)
- \`prompt "Shelves"\` → y, [Kconfig:6](6)

Declared at [Kconfig:5](5).`,
    ));

  it('are said to be unknown where no entry declares them', () =>
    checkHover(
      'mm/attic.c',
      'CONFIG_CELLAR',
      '`CONFIG_CELLAR=n` in x86_64 (x86_64_defconfig), Linux 6.12.0, gcc 12.2.0.\n\nNo Kconfig file of this tree declares `CELLAR`.',
    ));

  it('are no other words of Kconfig files', async () => {
    const uri = await client.open(join(tree, 'mm/Kconfig'));
    assert.equal(await client.hover(uri, 'depends'), null);
  });

  it('lead to their entries, in the text that an editor has', async () => {
    const c = await client.open(join(tree, 'mm/attic.c'));
    const kconfig = await client.open(join(tree, 'mm/Kconfig'));
    await client.edit(kconfig, 2, 'config MODULES', '# One more line.\nconfig MODULES');
    const position = client.positionOf(c, 'CONFIG_ATTIC');
    const params = { textDocument: { uri: c }, position };
    const found = (await client.connection.sendRequest(
      'textDocument/definition',
      params,
    )) as Location[];
    assert.deepEqual(found, [
      {
        uri: kconfig,
        range: { start: { line: 6, character: 11 }, end: { line: 6, character: 16 } },
      },
    ]);
  });

  it('are registered for Kconfig files where the editor can', () => {
    assert.deepEqual(registered.sort(), [
      'textDocument/definition',
      'textDocument/didChange',
      'textDocument/didClose',
      'textDocument/didOpen',
      'textDocument/hover',
    ]);
  });

  it('have no reasons in the modelled kernel, and that is said', async () => {
    const model = await LanguageClient.start(modelTree());
    const uri = await model.open(join(modelTree(), 'mm/x.c'), 'int a = CONFIG_MMU;\n');
    const hover = await model.hover(uri, 'CONFIG_MMU');
    assert.match(hover ?? '', /^`CONFIG_MMU=y` in .*\n\nThere are no Kconfig files in `kernel`/);
    await model.stop();
  });
});
