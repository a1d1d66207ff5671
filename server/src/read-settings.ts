import { DEFAULT_SETTINGS, type NumberStyle, type Settings } from './settings.ts';

const NUMBER_STYLES: readonly string[] = ['decimal', 'hexadecimal', 'both'];

/**
 * Settings from what an editor sent: its `ptdesc` section, or an object that holds one. Whatever is
 * missing or of another type keeps its default, because settings are written by hand.
 */
export function readSettings(sent: unknown): Settings {
  const outer = asObject(sent);
  const section = 'ptdesc' in outer ? asObject(outer.ptdesc) : outer;
  const hover = asObject(section.hover);
  const numbers = hover.numbers;
  const enable = hover.enable;
  return {
    hover: {
      enable: typeof enable === 'boolean' ? enable : DEFAULT_SETTINGS.hover.enable,
      numbers: isNumberStyle(numbers) ? numbers : DEFAULT_SETTINGS.hover.numbers,
    },
    tree: text(section, 'tree'),
    build: text(section, 'build'),
    arch: text(section, 'arch'),
    config: text(section, 'config'),
  };
}

function isNumberStyle(value: unknown): value is NumberStyle {
  return typeof value === 'string' && NUMBER_STYLES.includes(value);
}

function text(section: Record<string, unknown>, key: 'tree' | 'build' | 'arch' | 'config'): string {
  const value = section[key];
  return typeof value === 'string' ? value.trim() : DEFAULT_SETTINGS[key];
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
