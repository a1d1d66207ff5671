import { words } from '../make/make-words.ts';
import type { Makefile } from '../make/makefile.ts';

/** The object of a file without its ending. */
export function objectStem(file: string): string {
  return file.replace(/\.[^./]*$/, '');
}

/** True when a folder's makefile lists the object, built in or as a module. */
export function isBuilt(makefile: Makefile, stem: string): boolean {
  const objects = new Set(
    ['real-obj-y', 'real-obj-m', 'lib-y', 'extra-y', 'always-y'].flatMap((name) =>
      words(makefile.value(name)),
    ),
  );
  const folder = makefile.value('obj');
  return objects.has(`${folder}/${stem}.o`) || objects.has(`${stem}.o`);
}

/** True when a folder's makefile descends into another one (scripts/Makefile.build, subdir-ym). */
export function entersFolder(makefile: Makefile, folder: string): boolean {
  return words(makefile.value('subdir-ym')).some((each) => each.replace(/^\.\//, '') === folder);
}

/** `obj-$(CONFIG_X) += x.o` becomes `obj- += x.o` when the option is off: builds those as well. */
export function addLeftOut(makefile: Makefile): void {
  const left = makefile.value('obj-');
  makefile.assign('obj-y', '+=', `${left} ${makefile.value('lib-')}`);
  for (const object of words(`${makefile.value('obj-y')} ${makefile.value('obj-m')}`)) {
    const part = makefile.value(`${object.replace(/\.o$/, '')}-`);
    if (part !== '') makefile.assign(`${object.replace(/\.o$/, '')}-y`, '+=', part);
  }
}
