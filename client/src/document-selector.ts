/** Where the extension answers: VS Code opens the kernel's headers as C++. */
export const DOCUMENT_SELECTOR = [
  { scheme: 'file', language: 'c' },
  { scheme: 'file', language: 'cpp' },
];
