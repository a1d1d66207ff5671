/**
 * The process in which an editor's checks and conversions of a whole tree run: started by check/background-process.ts, told what to
 * read in one message, gone when that is done or the server is. Only a process gives all of its memory
 * back, and none of its work delays a hover.
 */
import { constants } from 'node:os';
import type { TreeCheckReport, TreeCheckTask } from '../check/background-process.ts';
import { checkTree } from '../check/check-tree.ts';
import { overlaidSource, TreeConversion } from '../conversions/convert-tree.ts';
import { yieldToOthers } from './yield-to-others.ts';

/** An editor's machine has other things to do. */
const WORKERS = 2;

process.once('message', (task: TreeCheckTask) => void run(task));
process.once('disconnect', () => process.exit());

async function run(task: TreeCheckTask): Promise<void> {
  yieldToOthers(constants.priority.PRIORITY_BELOW_NORMAL);
  try {
    if (task.kind === 'convert') convert(task);
    else await check(task);
    report({ kind: 'end', message: undefined });
  } catch (error) {
    report({ kind: 'end', message: error instanceof Error ? error.message : String(error) });
  }
}

function check({ profile, overlay, inactive = false }: TreeCheckTask): Promise<void> {
  return checkTree(
    { profile, overlay, paths: undefined, workers: WORKERS, inactive },
    {
      file: (result) => report({ kind: 'file', result }),
      failure: (message) => report({ kind: 'failure', message }),
      refused: (message) => report({ kind: 'failure', message }),
      progress: (done, total) => report({ kind: 'progress', done, total }),
    },
  );
}

function convert({ profile, overlay }: TreeCheckTask): void {
  const conversion = new TreeConversion(overlaidSource(profile.tree, overlay));
  for (const file of conversion.files(undefined)) {
    if (file) report({ kind: 'converted', file });
  }
  for (const mentions of conversion.mentions()) {
    if (mentions.length > 0) report({ kind: 'mentions', mentions });
  }
}

function report(message: TreeCheckReport): void {
  process.send?.(message);
}
