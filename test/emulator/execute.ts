import { Worker } from 'node:worker_threads';

export interface ExecuteRequest {
  readonly files: readonly string[];
  /** The machine's target; this one's when left out. */
  readonly target?: string;
  /** What a file is compiled with besides, by its path. */
  readonly flags?: Readonly<Record<string, ProgramFlags>>;
  /** Watched: the first thing that C leaves undefined ends a program, or is noted only. */
  readonly check?: 'stop' | 'note' | undefined;
}

/** A part of what a compiler's command line says. */
interface ProgramFlags {
  readonly std?: string;
  readonly define?: readonly string[];
  readonly includePath?: readonly string[];
}

/** How a program ended in the emulator: with a status, or with a fault. */
export interface ProgramResult {
  readonly file: string;
  readonly status?: number;
  readonly fault?: string;
  readonly stdout: string;
  /** Reading and running it, without the start of the thread. */
  readonly elapsedMs?: number;
}

/** No program may take longer; the next one goes on in a new thread. */
const LIMIT_MS = 30_000;

interface Message {
  readonly starting?: string;
  readonly result?: ProgramResult;
  readonly done?: boolean;
}

/** Runs programs in the emulator, in order. A crash or a hang is the result of its program alone. */
export async function executeAll(request: ExecuteRequest): Promise<ProgramResult[]> {
  const results: ProgramResult[] = [];
  while (results.length < request.files.length) {
    const files = request.files.slice(results.length);
    results.push(...(await executeSome({ ...request, files })));
  }
  return results;
}

function executeSome(request: ExecuteRequest): Promise<ProgramResult[]> {
  const worker = new Worker(new URL('./execute-worker.ts', import.meta.url), {
    workerData: request,
    resourceLimits: { stackSizeMb: 256, maxOldGenerationSizeMb: 2048 },
  });
  const results: ProgramResult[] = [];
  let current = request.files[0] as string;
  let timer: NodeJS.Timeout | undefined;
  return new Promise((fulfil) => {
    const end = (fault?: string): void => {
      clearTimeout(timer);
      if (fault !== undefined) results.push({ file: current, fault, stdout: '' });
      void worker.terminate().then(() => fulfil(results));
    };
    worker.on('error', (error) => end(`crash: ${error.message}`));
    worker.on('message', ({ starting, result, done }: Message) => {
      if (starting !== undefined) {
        current = starting;
        clearTimeout(timer);
        timer = setTimeout(() => end('no end in time'), LIMIT_MS);
      }
      if (result) results.push(result);
      if (done) end();
    });
  });
}
