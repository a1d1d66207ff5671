import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { findKernelBuilds } from '../kernels/builds.ts';
import { repositoryRoot } from '../repository/repository-root.ts';
import { copyModel } from './copy-model.ts';
import type { SuiteResult } from './suite/index.ts';

/** VS Code in a browser saves by itself, and what the tests type must stay unsaved. */
const EDITOR_SETTINGS = { 'files.autoSave': 'off' };

/** Which tests run inside VS Code. */
export type SuiteName = 'trusted' | 'restricted';

/** How a run inside VS Code went. */
export interface SuiteRun {
  readonly results: readonly SuiteResult[];
  /** What VS Code printed; for the failure's message. */
  readonly output: string;
}

/**
 * Runs a suite in a real extension host with the modelled kernel open. VS Code is the desktop
 * build when PTDESC_DESKTOP_VSCODE says so, since that is a download; else our launcher.
 */
export async function runSuite(suite: SuiteName): Promise<SuiteRun> {
  const folder = mkdtempSync(join(tmpdir(), 'ptdesc-editor-'));
  const report = join(folder, 'report.json');
  try {
    const output = await launch(suite, copyModel(folder, EDITOR_SETTINGS), report);
    return { results: readReport(report), output };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function launch(suite: SuiteName, model: string, report: string): Promise<string> {
  const executable =
    process.env.PTDESC_DESKTOP_VSCODE === undefined
      ? join(repositoryRoot, 'test/editor/launcher/code')
      : await downloadAndUnzipVSCode();
  const [kernel] = findKernelBuilds();
  const environment = {
    PTDESC_SUITE: suite,
    PTDESC_SUITE_REPORT: report,
    ...(kernel && { PTDESC_SUITE_TREE: kernel.tree, PTDESC_SUITE_BUILD: kernel.build }),
  };
  return suite === 'trusted'
    ? launchTrusted(executable, model, environment)
    : launchRestricted(executable, model, environment);
}

const TESTS = join(repositoryRoot, 'out/editor/suite.cjs');

async function launchTrusted(
  vscodeExecutablePath: string,
  model: string,
  extensionTestsEnv: Record<string, string>,
): Promise<string> {
  const chunks: string[] = [];
  const collect = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(String(chunk));
      done();
    },
  });
  try {
    await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: repositoryRoot,
      extensionTestsPath: TESTS,
      extensionTestsEnv,
      launchArgs: [model],
      stdout: collect,
      stderr: collect,
    });
  } catch (error) {
    // The report says which tests failed; without one the output is all there is.
    chunks.push(String(error));
  }
  return chunks.join('');
}

/** `runTests` always trusts the workspace, so this run does without it. */
function launchRestricted(
  executable: string,
  model: string,
  environment: Record<string, string>,
): Promise<string> {
  const args = [
    model,
    `--extensionDevelopmentPath=${repositoryRoot}`,
    `--extensionTestsPath=${TESTS}`,
    ...(process.env.PTDESC_DESKTOP_VSCODE === undefined ? [] : desktopProfile()),
  ];
  return new Promise((accept) => {
    const child = spawn(executable, args, { env: { ...process.env, ...environment } });
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk;
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('close', () => accept(output));
  });
}

/** A new profile of the desktop build that does not ask whether the folder is trusted. */
function desktopProfile(): string[] {
  const profile = mkdtempSync(join(tmpdir(), 'ptdesc-profile-'));
  const settings = { 'security.workspace.trust.startupPrompt': 'never' };
  mkdirSync(join(profile, 'User'));
  writeFileSync(join(profile, 'User/settings.json'), JSON.stringify(settings));
  return ['--no-sandbox', `--user-data-dir=${profile}`, `--extensions-dir=${profile}/extensions`];
}

function readReport(path: string): SuiteResult[] {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return [];
  }
}
