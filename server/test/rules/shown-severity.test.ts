import assert from 'node:assert/strict';
import { shownSeverity } from '../../src/rules/run/shown-severity.ts';
import { DEFAULT_SETTINGS, type DiagnosticSettings } from '../../src/settings/settings.ts';
import type { Severity } from '../../src/settings/severity.ts';

type Case = readonly [
  title: string,
  rule: string,
  own: Severity,
  settings: Partial<DiagnosticSettings>,
  shown: Severity | undefined,
];

const CAST = 'raw-memdesc-cast';
const INFO = 'ptl-used-directly';

const cases: readonly Case[] = [
  ['a warning as it is', CAST, 'warning', {}, 'warning'],
  ['nothing when findings are off', CAST, 'warning', { enable: false }, undefined],
  ['nothing of a rule that is off', CAST, 'warning', { severity: { [CAST]: 'off' } }, undefined],
  ['what was set', CAST, 'warning', { severity: { [CAST]: 'error' } }, 'error'],
  ['an info that was set', CAST, 'warning', { severity: { [CAST]: 'info' } }, 'info'],
  ['no info unasked', INFO, 'info', {}, undefined],
  ['infos when asked for', INFO, 'info', { info: true }, 'info'],
  ['an info that was asked for by name', INFO, 'info', { severity: { [INFO]: 'info' } }, 'info'],
  ['a raised info', INFO, 'info', { severity: { [INFO]: 'warning' } }, 'warning'],
  ['no doubtful finding as more', CAST, 'info', { severity: { [CAST]: 'error' } }, undefined],
  [
    'a doubtful finding as itself',
    CAST,
    'info',
    { info: true, severity: { [CAST]: 'error' } },
    'info',
  ],
  ['other rules as they are', CAST, 'warning', { severity: { [INFO]: 'off' } }, 'warning'],
];

describe('the severity that is shown', () => {
  for (const [title, rule, severity, settings, shown] of cases)
    it(`is ${title}`, () => {
      const all = { ...DEFAULT_SETTINGS.diagnostics, ...settings };
      assert.equal(shownSeverity({ rule, severity }, all), shown);
    });
});
