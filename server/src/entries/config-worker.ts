/** The thread that reads a tree's Kconfig files and says why a symbol has its value. */
import { parentPort } from 'node:worker_threads';
import type { Configuration } from '../kernel/kconfig/configuration.ts';
import { explain } from '../kernel/kconfig/why.ts';
import { configurationOf } from '../profile/configuration-of.ts';
import type { ConfigAnswer, ConfigQuestion, ConfigReply } from '../session/config-answers.ts';

/** The configuration asked about last; questions about one tree follow each other. */
let last: { readonly key: string; readonly configuration: Configuration | undefined } | undefined;

function answer({ request, name, unsaved }: ConfigQuestion): ConfigAnswer {
  const key = JSON.stringify([request, unsaved]);
  if (last?.key !== key) last = { key, configuration: configurationOf(request, unsaved) };
  const { configuration } = last;
  if (configuration === undefined) return { hasKconfig: false };
  return { hasKconfig: true, explanation: explain(configuration, name) };
}

function reply(question: ConfigQuestion): ConfigReply {
  const { id } = question;
  try {
    return { id, answer: answer(question) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on('message', (question: ConfigQuestion) => parentPort?.postMessage(reply(question)));
