/**
 * `npm run bench`: our server and clangd side by side on a real kernel, interleaved in one run, so that
 * the ratios mean something on any machine. Figures, never assertions: a busy machine fails no test.
 *
 *     node test/bench/main.ts [--rounds N] [--json]
 */
import { parseArgs } from 'node:util';
import { findKernelBuilds, type KernelBuild } from '../kernels/builds.ts';
import { findProgram } from '../oracles/gcc.ts';
import { measureRound, type Round, type Workload } from './measure.ts';
import { memberUses } from './member-uses.ts';
import { clangdServer, type MeasuredServer, ptdescServer } from './servers.ts';
import { renderTable, rowsOf } from './table.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, json: { type: 'boolean', default: false } },
});

/** The first built kernel. @throws when there is none */
function kernelToMeasure(): KernelBuild {
  const [kernel] = findKernelBuilds();
  if (kernel === undefined)
    throw new Error('there is no built kernel: run `npm run provide-kernels -- defconfig`');
  return kernel;
}

async function workloadOn(kernel: KernelBuild): Promise<Workload> {
  const hovers = [
    await memberUses(kernel, 'mm/memory.c', 300),
    await memberUses(kernel, 'mm/slub.c', 300),
    { ...(await memberUses(kernel, 'mm/slub.c', 300, true)), file: 'mm/slub.c (memdescs)' },
  ];
  return { first: await memberUses(kernel, 'mm/memory.c', 300, true), hovers, edits: 20 };
}

/** Rounds of all servers, taken in turns; one unmeasured round first fills the system's file cache. */
async function measureAll(
  servers: readonly MeasuredServer[],
  kernel: KernelBuild,
  work: Workload,
): Promise<Map<string, Round[]>> {
  const rounds = new Map(servers.map(({ name }) => [name, [] as Round[]]));
  for (let round = 0; round <= Number(values.rounds); round++) {
    for (const server of servers) {
      const result = await measureRound(server, kernel, work);
      if (round > 0) rounds.get(server.name)?.push(result);
      process.stderr.write(`round ${round}, ${server.name}: ${noteOf(result)}\n`);
    }
  }
  return rounds;
}

function noteOf({ coldMs, answered, stale, peakKb }: Round): string {
  const memory = `${Math.round(peakKb / 1024)} MB`;
  return `cold ${coldMs.toFixed(0)} ms, answered ${answered.join('+')}, stale ${stale}, ${memory}`;
}

const clangd = findProgram('clangd-19');
if (clangd === undefined) throw new Error('clangd-19 is not installed: apt-get install clangd-19');
const kernel = kernelToMeasure();
const work = await workloadOn(kernel);
const servers = [ptdescServer(kernel), clangdServer(clangd, kernel)];
const rounds = await measureAll(servers, kernel, work);
const rows = rowsOf(work, rounds.get('ptdesc') ?? [], rounds.get('clangd') ?? []);
process.stdout.write(values.json ? `${JSON.stringify(rows)}\n` : renderTable(rows));
