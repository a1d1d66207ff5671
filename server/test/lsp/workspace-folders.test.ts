/** Several folders in one editor, each a kernel with settings of its own. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { modelTree } from '../../src/kernel/model-tree.ts';
import {
  PROFILE_REQUEST,
  PROFILES_REQUEST,
  type ProfileInfo,
  type ProfileOptions,
  type ProfileParams,
} from '../../src/protocol.ts';
import { LanguageClient } from '../test-kit/language-client.ts';

describe('a workspace of several folders', function () {
  this.timeout(120_000);
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'ptdesc-folders-')));
  const [first, second, notes] = ['first', 'second', 'notes'].map((name) => join(folder, name));
  const settings = new Map<string, object>();
  let client: LanguageClient;

  before(async () => {
    for (const tree of [first, second]) cpSync(modelTree(), tree, { recursive: true });
    settings.set(first, { arch: 's390' });
    settings.set(second, { arch: 'arm64' });
    client = await LanguageClient.startIn([notes, first, second], (uri) =>
      settings.get([...settings.keys()].find((path) => uri === pathToFileURL(path).href) ?? ''),
    );
  });
  after(async () => {
    assert.equal(await client.stop(), 0);
    rmSync(folder, { recursive: true });
  });

  const profile = (params: ProfileParams): Promise<ProfileInfo> =>
    client.connection.sendRequest(PROFILE_REQUEST, params);
  const labelOf = async (tree: string) =>
    (await profile({ uri: pathToFileURL(join(tree, 'mm/memory.c')).href })).label;
  /** Settings are asked for when the editor is ready, which no one is told. */
  const until = async (wanted: () => Promise<boolean>) => {
    while (!(await wanted())) await new Promise((wake) => setTimeout(wake, 20));
  };

  it('reads each kernel as its own folder says', async () => {
    await until(async () => (await labelOf(first)).startsWith('s390'));
    assert.match(await labelOf(second), /^arm64/);
  });

  it('is about the first folder with a kernel, where no document is named', async () => {
    assert.equal((await profile({})).tree, first);
  });

  it('follows a folder whose settings change', async () => {
    settings.set(second, { arch: 'riscv' });
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: {} });
    await until(async () => (await labelOf(second)).startsWith('riscv'));
    assert.match(await labelOf(first), /^s390/);
  });

  it('forgets what a folder said that is closed', async () => {
    const gone = { uri: pathToFileURL(first).href, name: 'first' };
    await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: [], removed: [gone] },
    });
    await until(async () => (await labelOf(first)).startsWith('x86_64'));
    const { current } = await client.connection.sendRequest<ProfileOptions>(PROFILES_REQUEST, {});
    assert.equal(current.tree, second);
  });
});
