import {
  DEFAULT_SETTINGS,
  type DiagnosticSettings,
  type NumberStyle,
  type ReadingSettings,
  type Settings,
} from './settings.ts';
import type { Severity } from './severity.ts';

const SEVERITIES: readonly string[] = ['error', 'warning', 'info', 'hint', 'off'];
const NUMBER_STYLES: readonly string[] = ['decimal', 'hexadecimal', 'both'];

/**
 * Settings from what an editor sent: its `ptdesc` section, or an object that holds one. Whatever is
 * missing or of another type keeps its default, because settings are written by hand.
 * @param named what the command line chose, where the editor says nothing
 */
export function readSettings(sent: unknown, named: ReadingSettings = {}): Settings {
  const outer = asObject(sent);
  const section = 'ptdesc' in outer ? asObject(outer.ptdesc) : outer;
  const hover = asObject(section.hover);
  const numbers = hover.numbers;
  return {
    diagnostics: diagnosticSettings(asObject(section.diagnostics)),
    hover: {
      enable: flag(hover.enable, DEFAULT_SETTINGS.hover.enable),
      numbers: isNumberStyle(numbers) ? numbers : DEFAULT_SETTINGS.hover.numbers,
    },
    tree: text(section, 'tree', named),
    build: text(section, 'build', named),
    arch: text(section, 'arch', named),
    config: text(section, 'config', named),
    symbols: symbols(section.symbols),
  };
}

function diagnosticSettings({
  enable,
  info,
  severity,
}: Record<string, unknown>): DiagnosticSettings {
  const defaults = DEFAULT_SETTINGS.diagnostics;
  const set = Object.entries(asObject(severity)).flatMap(([rule, value]) =>
    isSeverity(value) ? [[rule, value] as const] : [],
  );
  return {
    enable: flag(enable, defaults.enable),
    info: flag(info, defaults.info),
    severity: Object.fromEntries(set),
  };
}

function flag(value: unknown, byDefault: boolean): boolean {
  return typeof value === 'boolean' ? value : byDefault;
}

function isSeverity(value: unknown): value is Severity | 'off' {
  return typeof value === 'string' && SEVERITIES.includes(value);
}

function isNumberStyle(value: unknown): value is NumberStyle {
  return typeof value === 'string' && NUMBER_STYLES.includes(value);
}

function text(
  section: Record<string, unknown>,
  key: keyof ReadingSettings,
  named: ReadingSettings,
): string {
  const value = section[key];
  const sent = typeof value === 'string' ? value.trim() : '';
  return sent === '' ? (named[key] ?? DEFAULT_SETTINGS[key]) : sent;
}

/** What is no setting of a symbol is left out: settings are written by hand. */
function symbols(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [];
  return list.flatMap((each) =>
    typeof each === 'string' && /^CONFIG_\w+=/.test(each.trim()) ? [each.trim()] : [],
  );
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
