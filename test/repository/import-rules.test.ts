import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { repositoryRoot } from './repository-root.ts';

/** Where a line is planted, the line, and whether the linter must refuse it. */
const PLANTED: [path: string, line: string, refused: boolean][] = [
  ['language/src/lexer/a.ts', "import '../../../emulator/src/index.ts';", true],
  ['language/src/b.ts', "import '../../server/src/protocol.ts';", true],
  ['language/src/c.ts', "import '../../client/src/extension.ts';", true],
  ['language/src/d.ts', "import 'node:fs';", true],
  ['language/src/e.ts', "import 'fs';", true],
  ['language/src/f.ts', "import 'vscode';", true],
  ['language/src/g.ts', "import 'vscode-languageserver/node';", true],
  ['language/src/h.ts', "import './source/source-map.ts';", false],
  ['emulator/src/machine/a.ts', "import '../../../server/src/entries/main.ts';", true],
  ['emulator/src/b.ts', "import '../../client/src/extension.ts';", true],
  ['emulator/src/c.ts', "import 'node:path';", true],
  ['emulator/src/d.ts', "import 'vscode';", true],
  ['emulator/src/e.ts', "import '../../language/src/types/types.ts';", false],
  ['server/src/features/a.ts', "import 'vscode-languageserver/node';", true],
  ['server/src/features/b.ts', "import 'vscode-languageserver';", true],
  ['server/src/features/c.ts', "import '../../../client/src/extension.ts';", true],
  ['server/src/features/d.ts', "import 'vscode';", true],
  ['server/src/features/e.ts', "import '../../../emulator/src/index.ts';", false],
  ['server/src/entries/main.ts', "import 'vscode-languageserver/node';", false],
  ['server/src/lsp/a.ts', "import 'vscode-languageserver/node';", false],
  ['server/src/lsp/b.ts', "import '../../../client/src/extension.ts';", true],
  ['server/src/check/e.ts', "import { readFileSync } from 'node:fs';", true],
  ['server/src/lsp/f.ts', "import { statSync, openSync } from 'node:fs';", true],
  ['server/src/cli/g.ts', "import * as fs from 'node:fs';", true],
  ['server/src/index/h.ts', "import fs from 'node:fs';", true],
  ['server/src/kernel/i.ts', "import { readFile } from 'node:fs/promises';", true],
  ['server/src/kernel/j.ts', "import { createReadStream } from 'node:fs';", true],
  ['server/src/kernel/k.ts', "import { statSync } from 'node:fs';", false],
  ['server/src/files/l.ts', "import { readFileSync } from 'node:fs';", false],
  ['server/src/files/m.ts', "import '../../../client/src/extension.ts';", true],
  ['client/src/a.ts', "import '../../server/src/protocol.ts';", false],
  ['client/src/commands/b.ts', "import '../../../server/src/protocol.ts';", false],
  ['client/src/c.ts', "import '../../server/src/settings/settings.ts';", true],
  ['client/src/d.ts', "import '../../server/src/lsp/protocol.ts';", true],
  ['client/src/e.ts', "import '../../server/src/protocol/overlay.ts';", true],
  ['client/src/e.ts', "import '../../language/src/types/types.ts';", true],
  ['client/src/f.ts', "import '../../emulator/src/index.ts';", true],
  ['client/src/g.ts', "import '../webview/overlay/main.ts';", true],
  ['client/common/a.ts', "import '../src/extension.ts';", true],
  ['client/common/b.ts', "import 'vscode';", true],
  ['client/common/c.ts', "import 'node:fs';", true],
  ['client/webview/a.ts', "import '../src/extension.ts';", true],
  ['client/webview/b.ts', "import 'node:fs';", true],
  ['client/webview/c.ts', "import 'vscode';", true],
  ['client/webview/d.ts', "import '../../server/src/settings/settings.ts';", true],
  ['client/webview/e.ts', "import '../../language/src/types/types.ts';", true],
  [
    'client/webview/f.ts',
    "export type { OverlayView } from '../../server/src/protocol.ts';",
    false,
  ],
];

/** The rules whose only business here is who may import whom. */
const IMPORT_RULES = new Set([
  'lint/style/noRestrictedImports',
  'lint/correctness/noNodejsModules',
]);

describe('import rules', () => {
  let refused: Set<string>;
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'ptdesc-import-rules-'));
    refused = lint(folder);
  });

  after(() => rmSync(folder, { recursive: true }));

  for (const [path, line, isRefused] of PLANTED)
    it(`${isRefused ? 'refuses' : 'allows'} ${line} in ${path}`, () =>
      assert.equal(refused.has(path), isRefused));
});

/** Plants every line under the project's own configuration; returns the files that break a rule. */
function lint(folder: string): Set<string> {
  const configuration = JSON.parse(readFileSync(join(repositoryRoot, 'biome.json'), 'utf8'));
  // The temporary folder is no git checkout.
  configuration.vcs = { enabled: false };
  writeFileSync(join(folder, 'biome.json'), JSON.stringify(configuration));
  for (const [path, line] of PLANTED) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), `${line}\n`);
  }
  const biome = join(repositoryRoot, 'node_modules/@biomejs/biome/bin/biome');
  const run = spawnSync(
    process.execPath,
    [biome, 'lint', '--reporter=json', '--max-diagnostics=none'],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  );
  const report = JSON.parse(run.stdout) as {
    diagnostics: { category: string; location: { path: string | { file: string } } }[];
  };
  return new Set(
    report.diagnostics
      .filter((diagnostic) => IMPORT_RULES.has(diagnostic.category))
      .map(({ location }) =>
        typeof location.path === 'string' ? location.path : location.path.file,
      ),
  );
}
