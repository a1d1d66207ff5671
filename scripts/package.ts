/** `npm run package`: builds, and leaves `ptdesc-explorer-VERSION.vsix` behind. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const { version } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8'));
const run = (...args: string[]) =>
  execFileSync(process.execPath, args, { cwd: root, stdio: 'inherit' });

run('scripts/build.ts');
run('scripts/pack-extension.ts', `ptdesc-explorer-${version}.vsix`);
