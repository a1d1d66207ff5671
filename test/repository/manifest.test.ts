import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './repository-root.ts';

const read = (path: string) => JSON.parse(readFileSync(join(repositoryRoot, path), 'utf8'));
const manifest = read('package.json');
const lock = read('package-lock.json');

interface LockedPackage {
  resolved?: string;
  optionalDependencies?: Record<string, string>;
}

describe('the manifest', () => {
  it('has no dependencies at run time: everything is bundled', () =>
    assert.equal(manifest.dependencies, undefined));

  it('locks every platform of every package, or npm ci fails elsewhere', () => {
    const packages: Record<string, LockedPackage> = lock.packages;
    for (const [path, locked] of Object.entries(packages))
      for (const name of Object.keys(locked.optionalDependencies ?? {})) {
        const places = [`${path}/node_modules/${name}`, `node_modules/${name}`];
        assert.ok(
          places.some((place) => place in packages),
          `${path} wants ${name}`,
        );
      }
  });

  it('names no registry in the lock file', () => {
    const packages: Record<string, LockedPackage> = lock.packages;
    for (const [path, { resolved }] of Object.entries(packages))
      assert.equal(resolved, undefined, path);
  });

  it('gives every command a title below Ptdesc', () => {
    for (const { command, title, category } of manifest.contributes.commands) {
      assert.match(command, /^ptdesc\.\w+$/);
      assert.equal(category, 'Ptdesc');
      assert.ok(title.length > 0);
    }
  });
});
