/**
 * The language server's start: a few lines of their own, because what is compiled once can be kept
 * for the next start only when someone asks for it before the server itself is read.
 */
import { createRequire } from 'node:module';
import { keepCompiledCode } from './compiled-code.ts';

keepCompiledCode();
createRequire(import.meta.url)('./server-main.cjs');
