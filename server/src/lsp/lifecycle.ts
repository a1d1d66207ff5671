import {
  type DataCallback,
  type Disposable,
  ErrorCodes,
  type Message,
  type MessageReader,
  type MessageWriter,
} from 'vscode-languageserver/node';
import { problemOfParams } from './required-params.ts';

/** Why a message is not passed on, as an error of JSON-RPC. */
interface Refusal {
  readonly code: number;
  readonly message: string;
}

/** What a message may hold; it comes from outside. */
interface Incoming {
  readonly id?: unknown;
  readonly method?: unknown;
  readonly params?: unknown;
}

/**
 * A reader that lets through what may be asked now (LSP 3.17, server lifecycle): before `initialize`
 * nothing else is answered, there is one `initialize`, and after `shutdown` only `exit` counts.
 */
export class LifecycleReader implements MessageReader {
  readonly #reader: MessageReader;
  readonly #writer: MessageWriter;
  #state: 'new' | 'running' | 'shut down' = 'new';

  constructor(reader: MessageReader, writer: MessageWriter) {
    this.#reader = reader;
    this.#writer = writer;
    reader.onError((error) => {
      // The stream is sound, only this message is no JSON.
      if (error instanceof SyntaxError) this.#refuse(null, PARSE_ERROR);
    });
  }

  get isShutDown(): boolean {
    return this.#state === 'shut down';
  }

  get onError(): MessageReader['onError'] {
    return this.#reader.onError;
  }

  get onClose(): MessageReader['onClose'] {
    return this.#reader.onClose;
  }

  get onPartialMessage(): MessageReader['onPartialMessage'] {
    return this.#reader.onPartialMessage;
  }

  listen(callback: DataCallback): Disposable {
    return this.#reader.listen((message) => {
      const passed = this.#passed(message as Message & Incoming);
      if (passed) callback(passed);
    });
  }

  dispose(): void {
    this.#reader.dispose();
  }

  /** The message as it is handled; undefined when it is not. */
  #passed(message: Message & Incoming): Message | undefined {
    if (typeof message !== 'object' || message === null || Array.isArray(message)) {
      this.#refuse(null, { code: ErrorCodes.InvalidRequest, message: 'not a message' });
      return undefined;
    }
    const { id, method } = message;
    // An answer to something that we asked.
    if (typeof method !== 'string') return message;
    const refusal = this.#refusal(method, id !== undefined) ?? refusalOfParams(message);
    if (refusal !== undefined) {
      if (id !== undefined) this.#refuse(id, refusal);
      return undefined;
    }
    if (method === 'initialize') this.#state = 'running';
    if (method === 'shutdown') this.#state = 'shut down';
    return withParams(message, method);
  }

  #refusal(method: string, isRequest: boolean): Refusal | undefined {
    if (method === 'exit' && !isRequest) return undefined;
    switch (this.#state) {
      case 'new':
        return method === 'initialize' ? undefined : NOT_INITIALIZED;
      case 'running':
        return method === 'initialize' ? INITIALIZED : undefined;
      case 'shut down':
        return SHUT_DOWN;
    }
  }

  #refuse(id: unknown, error: Refusal): void {
    void this.#writer.write({ jsonrpc: '2.0', id, error } as unknown as Message);
  }
}

const PARSE_ERROR = { code: ErrorCodes.ParseError, message: 'the message is no JSON' };
const NOT_INITIALIZED = {
  code: ErrorCodes.ServerNotInitialized,
  message: 'the server is not initialized',
};
const INITIALIZED = {
  code: ErrorCodes.InvalidRequest,
  message: 'the server is initialized already',
};
const SHUT_DOWN = { code: ErrorCodes.InvalidRequest, message: 'the server is shut down' };

/** Requests and notifications about a document name it; parameters are an object everywhere. */
function refusalOfParams({ method, params }: Incoming): Refusal | undefined {
  const code = ErrorCodes.InvalidParams;
  if (params !== undefined && (typeof params !== 'object' || Array.isArray(params)))
    return { code, message: `${method}: the parameters are no object` };
  const problem = problemOfParams(String(method), params ?? {});
  if (problem !== undefined) return { code, message: `${method}: ${problem}` };
  if (!/^textDocument\//.test(String(method))) return undefined;
  const { textDocument, position } = (params ?? {}) as Record<string, Record<string, unknown>>;
  if (typeof textDocument?.uri !== 'string')
    return { code, message: `${method}: textDocument.uri is missing` };
  if (!AT_POSITION.test(String(method))) return undefined;
  const isPlace = Number.isInteger(position?.line) && Number.isInteger(position?.character);
  return isPlace ? undefined : { code, message: `${method}: position is missing` };
}

const AT_POSITION = /\/(hover|definition|implementation|references)$/;

/** Our own requests may come without parameters. */
function withParams(message: Message & Incoming, method: string): Message {
  const isOwn = method.startsWith('ptdesc/') && (message.params ?? null) === null;
  return isOwn ? ({ ...message, params: {} } as unknown as Message) : message;
}
