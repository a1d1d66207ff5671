import assert from 'node:assert/strict';
import { Configuration } from '../../server/src/kernel/kconfig/configuration.ts';
import { withSettings } from '../../server/src/kernel/kconfig/settings.ts';
import { treeFiles } from '../../server/src/kernel/kconfig/tree-files.ts';
import { openKernelTree } from '../../server/src/kernel/kernel-tree.ts';
import { NodeFileSystem } from '../../server/src/kernel/node-file-system.ts';
import { requireKernel } from '../kernels/builds.ts';
import { requireOracle } from '../oracles/gcc.ts';
import { sampleOf } from '../soak/share.ts';
import { crossCompilers, makeConfig } from './make-config.ts';
import { randomInput, randomSetting } from './random-input.ts';

/** Each architecture's default, the four presets, and random inputs: all that `npm run soak -- kconfig` runs. */
const ARCHITECTURES = [...Object.keys(crossCompilers), 'hexagon', 'loongarch'];
const PRESETS = ['allnoconfig', 'allyesconfig', 'allmodconfig', 'tinyconfig'] as const;
const RANDOM_ARCHITECTURES = [
  'x86_64',
  'arm64',
  's390',
  'riscv',
  'powerpc',
  'arm',
  'mips',
  'sparc64',
];
const RANDOM_INPUTS = 13;

/** One symbol changed, as `--set` does. */
const SET_ARCHITECTURES = ['x86_64', 'arm64', 's390', 'powerpc'];
const SETTINGS = 10;

const cases = [
  ...ARCHITECTURES.map((arch) => `${arch} defconfig`),
  ...['x86_64', 'arm64', 'mips'].flatMap((arch) => PRESETS.map((preset) => `${arch} ${preset}`)),
  ...RANDOM_ARCHITECTURES.flatMap((arch) =>
    Array.from({ length: RANDOM_INPUTS }, (_, seed) => `${arch} random ${seed}`),
  ),
  ...SET_ARCHITECTURES.flatMap((arch) =>
    Array.from({ length: SETTINGS }, (_, seed) => `${arch} set ${seed}`),
  ),
];

describe('configurations are those that make writes', function () {
  this.timeout(600_000);

  for (const name of sampleOf('kconfig', cases, 60)) {
    it(name, function () {
      requireOracle(this, 'make');
      const { tree } = requireKernel(this, 'defconfig');
      const [arch = '', goal = '', seed] = name.split(' ');
      const prefix = crossCompilers[arch];
      requireOracle(this, prefix === undefined ? 'clang-19' : `${prefix}gcc`);
      const compare = goal === 'set' ? bySetting : byInput;
      const { ours, theirs } =
        seed === undefined ? byGoal(tree, arch, goal) : compare(tree, arch, Number(seed));
      assert.deepEqual(ours.split('\n'), theirs.split('\n'));
    });
  }
});

function configurationOf(tree: string, arch: string): Configuration {
  const version = openKernelTree(tree)?.version.text ?? '';
  return new Configuration({ tree, arch, version, files: treeFiles(new NodeFileSystem(), tree) });
}

function byGoal(tree: string, arch: string, goal: string): { ours: string; theirs: string } {
  const configuration = configurationOf(tree, arch);
  const preset = PRESETS.find((each) => each === goal);
  if (preset === undefined) configuration.useDefconfig();
  else configuration.usePreset(preset);
  return { ours: configuration.text(), theirs: makeConfig(tree, arch, goal) };
}

/** A random tenth of what a random configuration says, as olddefconfig completes it. */
function byInput(tree: string, arch: string, seed: number): { ours: string; theirs: string } {
  const configuration = configurationOf(tree, arch);
  const text = randomInput(configuration, seed);
  configuration.useInput({ text, file: 'random' });
  return { ours: configuration.text(), theirs: makeConfig(tree, arch, 'olddefconfig', text) };
}

/** The default with one symbol changed, and what depends on it. */
function bySetting(tree: string, arch: string, seed: number): { ours: string; theirs: string } {
  const configuration = configurationOf(tree, arch);
  configuration.useDefconfig();
  const before = configuration.text();
  const { name, value } = randomSetting(configuration, seed);
  const changed = withSettings(before, [`${name}=${value}`]);
  assert.ok('text' in changed);
  configuration.useInput({ text: changed.text, file: '--set' });
  const others = before
    .split('\n')
    .filter((line) => !new RegExp(`\\bCONFIG_${name}\\b`).test(line));
  const line = value === 'n' ? `# CONFIG_${name} is not set` : `CONFIG_${name}=${value}`;
  const input = [...others, line, ''].join('\n');
  return { ours: configuration.text(), theirs: makeConfig(tree, arch, 'olddefconfig', input) };
}
