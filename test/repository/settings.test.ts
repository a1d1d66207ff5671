import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALL_RULES } from '../../server/src/rules/all-rules.ts';
import { DEFAULT_SETTINGS } from '../../server/src/settings/settings.ts';
import { repositoryRoot } from './repository-root.ts';

/** Settings that the editor's side reads itself; the server never sees them. */
const CLIENT_ONLY = ['ptdesc.codeLens.enable', 'ptdesc.server.maxMemoryMb', 'ptdesc.trace.server'];

interface Setting {
  default: unknown;
  description?: string;
  propertyNames?: { enum: string[] };
}

const manifest = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8'));
const declared: Record<string, Setting> = manifest.contributes.configuration.properties;

describe('settings', () => {
  it('are the same in the manifest and in the server, defaults included', () => {
    const ours = Object.entries(declared).filter(([name]) => !CLIENT_ONLY.includes(name));
    assert.deepEqual(
      Object.fromEntries(ours.map(([name, setting]) => [name, setting.default])),
      flatten('ptdesc', DEFAULT_SETTINGS),
    );
  });

  it('name every rule where severities are set', () =>
    assert.deepEqual(
      declared['ptdesc.diagnostics.severity']?.propertyNames?.enum,
      ALL_RULES.map(({ meta }) => meta.id),
    ));

  it('each say what they do', () => {
    for (const [name, setting] of Object.entries(declared)) assert.ok(setting.description, name);
  });

  it('are named in the README when the server reads them', () => {
    const readme = readFileSync(join(repositoryRoot, 'README.md'), 'utf8');
    for (const name of Object.keys(flatten('ptdesc', DEFAULT_SETTINGS)))
      assert.ok(readme.includes(`\`${name.replace('ptdesc.', '')}\``), name);
  });
});

/** `{hover: {enable: true}}` as `{'ptdesc.hover.enable': true}`. */
function flatten(prefix: string, value: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) =>
      typeof inner === 'object' && Object.keys(inner).length > 0
        ? Object.entries(flatten(`${prefix}.${key}`, inner))
        : [[`${prefix}.${key}`, inner]],
    ),
  );
}
