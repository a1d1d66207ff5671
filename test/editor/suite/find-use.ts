import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelFolder } from './model.ts';

/** A piece of source and the file it was found in. */
export interface Use {
  /** Relative to the modelled kernel. */
  readonly file: string;
  readonly text: string;
}

/** The first match in the modelled kernel's mm/, comments included; throws when there is none. */
export function findUse(pattern: RegExp): Use {
  const folder = join(modelFolder(), 'mm');
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.c')) continue;
    const found = pattern.exec(readFileSync(join(folder, name), 'utf8'));
    if (found !== null) return { file: join('mm', name), text: found[0] };
  }
  throw new Error(`The modelled kernel uses ${pattern} nowhere in mm/.`);
}
