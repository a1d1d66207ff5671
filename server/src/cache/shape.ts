/** What a value that comes from the disk must look like: it may be anything. */
export type Shape = (value: unknown) => boolean;

export const isText: Shape = (value) => typeof value === 'string';
export const isNumber: Shape = (value) => typeof value === 'number' && Number.isFinite(value);
export const isFlag: Shape = (value) => typeof value === 'boolean';

/** A number that counts elements of something: from 0, and below a limit. */
export const isIndex =
  (limit = Number.MAX_SAFE_INTEGER): Shape =>
  (value) =>
    Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) < limit;

export const isOneOf =
  (...values: unknown[]): Shape =>
  (value) =>
    values.includes(value);

export const isEither =
  (...shapes: Shape[]): Shape =>
  (value) =>
    shapes.some((shape) => shape(value));

export const isAbsentOr =
  (shape: Shape): Shape =>
  (value) =>
    value === undefined || shape(value);

export const isListOf =
  (shape: Shape): Shape =>
  (value) =>
    Array.isArray(value) && value.every(shape);

/** An object with values of one shape under any names. */
export const isMapOf =
  (shape: Shape): Shape =>
  (value) =>
    isObject(value) && Object.values(value).every(shape);

/** An object that has members of these shapes; it may have more. */
export const isRecordOf =
  (shapes: Readonly<Record<string, Shape>>): Shape =>
  (value) =>
    isObject(value) && Object.entries(shapes).every(([name, shape]) => shape(value[name]));

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
