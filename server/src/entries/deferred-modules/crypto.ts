/** The functions of node:crypto that the server calls, for its bundle alone; see child-process.ts. */
import { createRequire } from 'node:module';

type Crypto = typeof import('node:crypto');

const require = createRequire(import.meta.url);
const late = (): Crypto => require('node:crypto');

export const createHash: Crypto['createHash'] = (algorithm, options) =>
  late().createHash(algorithm, options);

export const randomBytes = ((sizeBytes: number) =>
  late().randomBytes(sizeBytes)) as Crypto['randomBytes'];

export const randomUUID: Crypto['randomUUID'] = (options) => late().randomUUID(options);
