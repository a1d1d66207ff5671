/** A hint is for tools and lists; editors do not underline it. */
export type Severity = 'error' | 'warning' | 'info' | 'hint';
