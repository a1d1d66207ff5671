import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { BUNDLES } from '../../scripts/bundles.ts';
import { ACCEPTED_LICENCES, bundledPackages, thirdPartyNotices } from '../../scripts/licences.ts';
import { repositoryRoot } from './repository-root.ts';

const SHIPPED = BUNDLES.filter(({ outfile }) => outfile?.startsWith('dist/'));

describe('licences', () => {
  for (const bundle of SHIPPED)
    it(`of all that is in ${bundle.outfile} go with GPL-2.0-only`, async () => {
      const metafile = await analyse(bundle);
      for (const { name, licence } of bundledPackages([metafile]))
        assert.ok(ACCEPTED_LICENCES.has(licence), `${name} is ${licence}`);
      thirdPartyNotices([metafile]);
    });

  it('of a webview: it holds nothing of the server', async () => {
    const webviews = SHIPPED.filter(({ platform }) => platform === 'browser');
    assert.ok(webviews.length > 0);
    for (const bundle of webviews) {
      const metafile = await analyse(bundle);
      const foreign = Object.keys(metafile.inputs).filter((path) => path.startsWith('server/'));
      assert.deepEqual(foreign, []);
    }
  });

  it('that do not go with ours are refused', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ptdesc-licences-'));
    try {
      const metafile = await bundleWithPackage(folder, 'Apache-2.0');
      assert.throws(() => thirdPartyNotices([metafile]), /planted has the licence Apache-2.0/);
      const accepted = await bundleWithPackage(folder, 'MIT');
      assert.match(thirdPartyNotices([accepted]), /planted 1.0.0 \(MIT\)/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('of the project is the text of the GPL, version 2', () => {
    const text = readFileSync(join(repositoryRoot, 'LICENSE'), 'utf8');
    assert.match(text, /GNU GENERAL PUBLIC LICENSE\s+Version 2, June 1991/);
  });
});

async function bundleWithPackage(folder: string, licence: string): Promise<Metafile> {
  const planted = join(folder, 'node_modules/planted');
  mkdirSync(planted, { recursive: true });
  const manifest = { name: 'planted', version: '1.0.0', license: licence, main: 'main.js' };
  writeFileSync(join(planted, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(planted, 'main.js'), 'module.exports = 1;');
  writeFileSync(join(planted, 'LICENSE'), 'The text.');
  const entry = join(folder, 'entry.js');
  writeFileSync(entry, "import 'planted';");
  return analyse({ entryPoints: [entry], bundle: true, absWorkingDir: repositoryRoot });
}

/** What a bundle is made of, without writing it. */
async function analyse(bundle: BuildOptions): Promise<Metafile> {
  const { metafile } = await build({ ...bundle, metafile: true, write: false });
  assert.ok(metafile);
  return metafile;
}
