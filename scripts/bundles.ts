import { resolve } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { programs } from '../server/src/entries/programs.ts';

const COMMON: BuildOptions = {
  bundle: true,
  // Names stay as they are: they make a user's stack trace readable.
  minifyWhitespace: !process.argv.includes('--watch'),
  minifySyntax: !process.argv.includes('--watch'),
  sourcemap: process.argv.includes('--watch'),
  logLevel: 'warning',
  legalComments: 'none',
};

/** The extension host and the server run on the Node.js inside VS Code 1.100 or newer. */
const NODE: BuildOptions = { ...COMMON, platform: 'node', target: 'node20' };

/** CommonJS has no import.meta; its address is made from the file's name instead. */
const COMMONJS: BuildOptions = {
  ...NODE,
  format: 'cjs',
  define: { 'import.meta.url': 'moduleAddress' },
  banner: { js: "const moduleAddress = require('node:url').pathToFileURL(__filename).href;" },
};

/** Bundled CommonJS packages still call require() for Node's own modules. */
const REQUIRE =
  "import { createRequire as makeRequire } from 'node:module';const require = makeRequire(import.meta.url);";

/** Modules of Node.js that take long to read and that nothing needs before the first hover. */
const DEFERRED_MODULES = Object.fromEntries(
  ['child_process', 'crypto'].flatMap((name) => {
    const deferred = resolve(`server/src/entries/deferred-modules/${name.replace('_', '-')}.ts`);
    return [name, `node:${name}`].map((spelling) => [spelling, deferred]);
  }),
);

const MODULE: BuildOptions = { ...NODE, format: 'esm' };

const BROWSER: BuildOptions = {
  ...COMMON,
  platform: 'browser',
  format: 'iife',
  target: 'es2023',
  // A webview gets its types from the protocol and nothing else; see also the import rules.
  tsconfig: 'client/webview/tsconfig.json',
};

/** The bundles in the order in which they are built; paths are relative to the repository. */
export const BUNDLES: readonly BuildOptions[] = [
  {
    ...COMMONJS,
    entryPoints: ['client/src/extension.ts'],
    outfile: 'dist/extension.cjs',
    external: ['vscode'],
    // The language client asks for minimatch, whose licence (BlueOak-1.0.0) is not among ours.
    alias: { minimatch: resolve('client/src/glob/minimatch.ts') },
  },
  { ...COMMONJS, entryPoints: ['server/src/entries/start.ts'], outfile: 'dist/server.cjs' },
  {
    ...COMMONJS,
    entryPoints: ['server/src/entries/main.ts'],
    outfile: 'dist/server-main.cjs',
    // All of it is read at each start: short names are a quarter less to read.
    minifyIdentifiers: COMMON.minifySyntax ?? false,
    alias: DEFERRED_MODULES,
  },
  {
    ...MODULE,
    entryPoints: ['server/src/cli/main.ts'],
    outfile: 'dist/cli.js',
    banner: { js: `#!/usr/bin/env node\n${REQUIRE}` },
  },
  {
    ...BROWSER,
    entryPoints: ['client/webview/overlay/main.ts'],
    outfile: 'dist/webview/overlay.js',
  },
  {
    ...BROWSER,
    entryPoints: ['client/webview/matrix/main.ts'],
    outfile: 'dist/webview/matrix.js',
  },
  {
    ...BROWSER,
    entryPoints: ['client/webview/simulator/main.ts'],
    outfile: 'dist/webview/simulator.js',
  },
  ...workers(),
  {
    ...COMMONJS,
    entryPoints: ['test/editor/suite/index.ts'],
    outfile: 'out/editor/suite.cjs',
    external: ['vscode', 'mocha'],
  },
];

/** Threads and processes of the server: one bundle, and for each a file that starts its part of it. */
function workers(): BuildOptions[] {
  return [
    {
      ...COMMONJS,
      entryPoints: ['server/src/entries/programs.ts'],
      outfile: 'dist/programs.cjs',
    },
    ...Object.keys(programs).map((name) => ({
      ...NODE,
      format: 'cjs' as const,
      stdin: {
        contents: `require('./programs.cjs').programs['${name}']();`,
        resolveDir: 'dist',
        sourcefile: `${name}.js`,
      },
      external: ['./programs.cjs'],
      outfile: `dist/${name}.cjs`,
    })),
    // Only the command line runs programs; the extension does not ship it.
    {
      ...COMMONJS,
      entryPoints: ['server/src/entries/exec-worker.ts'],
      outfile: 'dist/exec-worker.cjs',
    },
  ];
}
