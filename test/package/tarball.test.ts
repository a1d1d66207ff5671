import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programs } from '../../server/src/entries/programs.ts';
import { repositoryRoot } from '../repository/repository-root.ts';

const INSTALL_LIMIT_MS = 300_000;

/** npm and Node.js without the project's own ones in front: what a user has. */
const USER = userEnvironment();

describe('the package that npm pack makes', () => {
  let folder: string;
  let files: string[];

  before(function () {
    this.timeout(INSTALL_LIMIT_MS);
    folder = mkdtempSync(join(tmpdir(), 'ptdesc-tarball-'));
    const packing = ['pack', '--json', '--pack-destination', folder];
    const [packed] = packedPackages(
      execFileSync('npm', packing, { cwd: repositoryRoot, env: USER, encoding: 'utf8' }),
    );
    assert.ok(packed);
    files = packed.files.map((file) => file.path);
    const project = join(folder, 'project');
    mkdirSync(project);
    writeFileSync(join(project, 'package.json'), '{"private": true}');
    const installing = ['install', '--offline', '--no-audit', '--no-fund'];
    execFileSync('npm', [...installing, join(folder, packed.filename)], {
      cwd: project,
      env: USER,
    });
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  const ptdesc = (...args: string[]) =>
    spawnSync(join(folder, 'project/node_modules/.bin/ptdesc'), args, {
      cwd: join(folder, 'project'),
      env: USER,
      encoding: 'utf8',
    });

  it('holds the bundle, the licences and the modelled kernel, and nothing else', () => {
    const unexpected = files.filter(
      (file) =>
        !/^(package\.json|README\.md|LICENSE|dist\/(cli\.js|programs\.cjs|[\w-]+-(worker|process)\.cjs|THIRD-PARTY-NOTICES\.txt)|docs\/rules\/[\w-]+\.md|emulator\/(kernel|before|libc)\/.+|emulator\/src\/(scenarios|boundary)\/[\w/-]+\.[ch])$/.test(
          file,
        ),
    );
    assert.deepEqual(unexpected, []);
    for (const file of [
      'dist/cli.js',
      ...[...Object.keys(programs), 'programs', 'exec-worker'].map((name) => `dist/${name}.cjs`),
      'LICENSE',
      'emulator/kernel/mm/memory.c',
      'emulator/before/mm/memory.c',
    ])
      assert.ok(files.includes(file), file);
  });

  it('brings no other package along', () => {
    const lock = JSON.parse(
      readFileSync(join(folder, 'project/node_modules/.package-lock.json'), 'utf8'),
    );
    assert.deepEqual(Object.keys(lock.packages), ['node_modules/ptdesc-explorer']);
    assert.ok(!existsSync(join(folder, 'project/node_modules/ptdesc-explorer/node_modules')));
  });

  it('prints its help', () => {
    const run = ptdesc('--help');
    assert.equal(run.status, 0, run.stderr);
    for (const command of ['preprocess', 'layout', 'overlay', 'accesses', 'simulate', 'lsp'])
      assert.match(run.stdout, new RegExp(`\\b${command}\\b`));
  });

  it('simulates a lifecycle on the modelled kernel', () => {
    const run = ptdesc('simulate', 'pte', '--arch', 's390', '--format', 'jsonl');
    assert.equal(run.status, 0, run.stderr);
    const { outcome, steps, findings } = JSON.parse(run.stdout);
    assert.deepEqual({ outcome, findings }, { outcome: 'completed', findings: [] });
    assert.ok(steps > 0);
  });

  it('lays out struct page of the modelled kernel', () => {
    const run = ptdesc('layout', 'page', '--format', 'jsonl');
    assert.equal(run.status, 0, run.stderr);
    const page = JSON.parse(run.stdout.trim().split('\n')[0] ?? '');
    assert.equal(page.tag, 'struct page');
    assert.equal(page.size, 64);
    const flags = page.members.find((member: { path: string }) => member.path === 'flags');
    assert.equal(flags.offset_bits, 0);
  });
});

function packedPackages(json: string): { filename: string; files: { path: string }[] }[] {
  const answer = JSON.parse(json);
  // npm 11 answers an object by name, older ones a list.
  return Array.isArray(answer) ? answer : Object.values(answer);
}

function userEnvironment(): NodeJS.ProcessEnv {
  const inProject = join(repositoryRoot, 'node_modules');
  const path = (process.env.PATH ?? '').split(':').filter((entry) => !entry.startsWith(inProject));
  const rest = Object.entries(process.env).filter(([name]) => !name.startsWith('npm_'));
  return { ...Object.fromEntries(rest), PATH: path.join(':') };
}
