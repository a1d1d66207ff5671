/**
 * What `make NAME_defconfig` starts from. Most are a file of arch/X/configs; others are merged by a
 * rule of arch/X/Makefile, whose recipe is read here and not run.
 */
import { join } from 'node:path';
import { Makefile } from '../make/makefile.ts';
import { mergeConfigTexts } from './merge-config.ts';

/** The files of a tree, by paths relative to it. */
export interface TreeFiles {
  readText(file: string): string | undefined;
  list(folder: string): readonly string[];
}

/** An input for Kconfig: its text, and what its problems name as their file. */
export interface ConfigInput {
  readonly text: string;
  readonly file: string;
  /** Fragments to lay over it when the configuration that follows from it meets their requirements. */
  readonly boards?: readonly BoardFragment[];
}

/** A fragment of arch/mips/configs/generic: `# require CONFIG_X=y`. */
interface BoardFragment {
  readonly text: string;
  readonly requirements: readonly string[];
}

/** Recipes that call each other in a circle end here. */
const MAX_STEPS = 10;

/** The name that `make defconfig` stands for: KBUILD_DEFCONFIG of arch/X/Makefile. */
export function defaultDefconfig(
  files: TreeFiles,
  sourceArch: string,
  environment: (name: string) => string | undefined,
): string {
  const makefile = new Makefile({
    readText: (path) => files.readText(path),
    glob: () => [],
    call: () => '',
  });
  for (const name of ['ARCH', 'SRCARCH', 'SUBARCH', 'HEADER_ARCH'])
    makefile.variables.lock(name, environment(name) ?? '');
  makefile.variables.lock('srctree', '.');
  makefile.include(`arch/${sourceArch}/Makefile`);
  const name = makefile.value('KBUILD_DEFCONFIG').trim();
  // arch/um asks `uname -m`, which no one answers: a 64-bit machine is what descriptions are of.
  if (sourceArch === 'um' && /^(i386_|_)?defconfig$/.test(name)) return 'x86_64_defconfig';
  return name === '' ? 'defconfig' : name;
}

/** The input of a defconfig; undefined when the tree has none of that name. */
export function defconfigInput(
  files: TreeFiles,
  sourceArch: string,
  name: string,
  steps = 0,
): ConfigInput | undefined {
  const file = `arch/${sourceArch}/configs/${name}`;
  const text = files.readText(file);
  if (text !== undefined) return { text, file };
  if (steps > MAX_STEPS) return undefined;
  return recipeInput(files, sourceArch, name, steps) ?? genericInput(files, sourceArch, name);
}

function recipeInput(
  files: TreeFiles,
  sourceArch: string,
  name: string,
  steps: number,
): ConfigInput | undefined {
  const file = `arch/${sourceArch}/Makefile`;
  const rule = ruleOf(files.readText(file) ?? '', name);
  if (rule === undefined) return undefined;
  const [, base, fragments] =
    /\$\(call merge_into_defconfig(?:_override)?,\s*([\w.-]+)\s*,\s*([^)]*)\)/.exec(rule.recipe) ??
    [];
  if (base !== undefined) {
    const names = (fragments ?? '').split(/\s+/).filter((each) => each !== '');
    return merged(
      files,
      sourceArch,
      base,
      names.map((each) => `${each}.config`),
      steps,
    );
  }
  const [, goals] = /\$\(MAKE\) -f \$\(srctree\)\/Makefile ([\w. -]+)/.exec(rule.recipe) ?? [];
  const [first, ...more] = (goals ?? rule.prerequisites).trim().split(/\s+/);
  if (first === undefined || first === '') return undefined;
  return merged(files, sourceArch, first, more, steps);
}

function merged(
  files: TreeFiles,
  sourceArch: string,
  base: string,
  fragments: readonly string[],
  steps: number,
): ConfigInput | undefined {
  const input = defconfigInput(files, sourceArch, base, steps + 1);
  if (input === undefined) return undefined;
  const texts = fragments.flatMap((fragment) => fragmentTexts(files, sourceArch, fragment));
  return { text: mergeConfigTexts(input.text, ...texts), file: input.file };
}

/** `make X.config` takes the fragment of kernel/configs, then that of the architecture. */
export function fragmentTexts(files: TreeFiles, sourceArch: string, name: string): string[] {
  return ['kernel/configs', `arch/${sourceArch}/configs`].flatMap(
    (folder) => files.readText(`${folder}/${name}`) ?? [],
  );
}

function ruleOf(
  makefile: string,
  target: string,
): { prerequisites: string; recipe: string } | undefined {
  const name = target.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const match = new RegExp(`^${name}:(?!=)(.*)\\n((?:\\t.*\\n|[^\\S\\n]+.*\\n)*)`, 'm').exec(
    makefile.replace(/\\\n\s*/g, ' '),
  );
  return match ? { prerequisites: match[1] ?? '', recipe: match[2] ?? '' } : undefined;
}

/** arch/mips/Makefile: a generic configuration, one of the instruction set and one of the byte order. */
function genericInput(files: TreeFiles, sourceArch: string, name: string): ConfigInput | undefined {
  const [, isa, order] = /^((?:micro)?(?:32|64)r\d)(el)?_defconfig$/.exec(name) ?? [];
  const configs = `arch/${sourceArch}/configs`;
  const file = `${configs}/generic_defconfig`;
  const base = files.readText(file);
  const isaText = files.readText(`${configs}/generic/${isa}.config`);
  const orderText = files.readText(`${configs}/generic/${order ?? 'eb'}.config`);
  if (base === undefined || isaText === undefined || orderText === undefined) return undefined;
  const boards = [...files.list(`${configs}/generic`)]
    .filter((each) => /^board-.*\.config$/.test(each))
    .sort()
    .flatMap((each) => boardFragment(files.readText(join(configs, 'generic', each))));
  return { text: mergeConfigTexts(base, isaText, orderText), file, boards };
}

function boardFragment(text: string | undefined): BoardFragment[] {
  if (text === undefined) return [];
  const requirements = [...text.matchAll(/^# require (\S+)/gm)].map(([, each = '']) => each);
  return [{ text, requirements }];
}

/** Lays the fragments of boards over an input whose configuration meets what they require. */
export function withBoards(input: ConfigInput, configuration: string): ConfigInput {
  const lines = new Set(configuration.split('\n'));
  const fits = ({ requirements }: BoardFragment) =>
    requirements.every((each) =>
      each.endsWith('=n') ? !lines.has(each.replace(/n$/, 'y')) : lines.has(each),
    );
  const texts = (input.boards ?? []).filter(fits).map(({ text }) => text);
  return { text: mergeConfigTexts(input.text, ...texts), file: input.file };
}
