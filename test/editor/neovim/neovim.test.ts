import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireOracle } from '../../oracles/gcc.ts';
import { repositoryRoot } from '../../repository/repository-root.ts';

const RUN_LIMIT_MS = 300_000;
const MODEL = join(repositoryRoot, 'emulator/kernel');

/** Opens a header, asks for the hover on the first `struct list_head lru;` and prints it. */
const ASK = `
vim.cmd('edit include/linux/mm_types.h')
vim.bo.filetype = 'c'
vim.wait(10000, function()
  for _, client in pairs(vim.lsp.buf_get_clients(0)) do
    if client.initialized then return true end
  end
  return false
end)
vim.fn.search('struct list_head lru;')
vim.fn.search('lru;')
local params = vim.lsp.util.make_position_params(0, 'utf-16')
local answers = vim.lsp.buf_request_sync(0, 'textDocument/hover', params, 40000)
print(vim.inspect(answers))
vim.cmd('qall!')
`;

describe('Neovim', () => {
  it('hovers with the set-up that the README gives for 0.7', function () {
    this.timeout(RUN_LIMIT_MS);
    requireOracle(this, 'nvim');
    const hover = hoverInNeovim(readmeBlock('Neovim 0.7 to 0.10'));
    assert.match(hover, /struct page/);
    assert.match(hover, /pt_list/);
  });
});

/** The first code block after a piece of text in the README. */
function readmeBlock(after: string): string {
  const readme = readFileSync(join(repositoryRoot, 'README.md'), 'utf8');
  const block = /```lua\n([\s\S]*?)```/.exec(readme.slice(readme.indexOf(after)));
  assert.ok(block?.[1], `The README has no code after "${after}".`);
  return block[1];
}

function hoverInNeovim(setUp: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'ptdesc-neovim-'));
  try {
    symlinkSync(join(repositoryRoot, 'dist/cli.js'), join(folder, 'ptdesc'));
    writeFileSync(join(folder, 'init.lua'), setUp);
    writeFileSync(join(folder, 'ask.lua'), ASK);
    const args = ['--headless', '-i', 'NONE', '-n', '-u', join(folder, 'init.lua')];
    const run = spawnSync('nvim', [...args, '-c', `luafile ${join(folder, 'ask.lua')}`], {
      cwd: MODEL,
      encoding: 'utf8',
      timeout: RUN_LIMIT_MS,
      env: {
        ...process.env,
        PATH: `${folder}:${process.env.PATH}`,
        XDG_STATE_HOME: folder,
        XDG_CACHE_HOME: folder,
      },
    });
    return `${run.stdout}${run.stderr}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
