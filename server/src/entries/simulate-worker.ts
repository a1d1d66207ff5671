/** The thread that runs kernel code: told and asked by simulation-thread.ts, one question at a time. */
import { parentPort, workerData } from 'node:worker_threads';
import { LinkError } from '../../../emulator/src/link/link-error.ts';
import { Fault } from '../../../emulator/src/machine/run/fault.ts';
import { ProfileError } from '../profile/profile-request.ts';
import { SimulationService } from '../simulate/service.ts';
import type { ServiceQuestion, ServiceReply, ServiceSetup } from '../simulate/service-messages.ts';
import { UserMessage } from '../user-message.ts';

const cancelled = new Int32Array((workerData as ServiceSetup).cancelled);
let current = 0;

const service = new SimulationService(() => {
  if (Atomics.load(cancelled, 0) === current) throw new Fault('cancelled', 'the run was cancelled');
});

function answer(question: ServiceQuestion): ServiceReply {
  const { id, name, params } = question;
  current = id;
  try {
    const call = service[name] as (params: unknown) => unknown;
    return { id, kind: 'answer', value: call.call(service, params) };
  } catch (error) {
    const isExpected =
      error instanceof LinkError ||
      error instanceof ProfileError ||
      error instanceof UserMessage ||
      error instanceof Fault;
    const message = error instanceof Error ? error.message : String(error);
    const text = isExpected ? message : ((error as Error).stack ?? message);
    return { id, kind: 'error', message: text, isExpected };
  }
}

parentPort?.on('message', (question: ServiceQuestion) => parentPort?.postMessage(answer(question)));
