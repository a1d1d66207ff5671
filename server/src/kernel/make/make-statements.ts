import { closingBracket, splitArguments } from './make-words.ts';

const assignment = /^([^=]*?)\s*(:::=|::=|:=|\+=|\?=|!=|=)\s*([\s\S]*)$/;

/** An assignment taken apart. */
export interface Assignment {
  readonly name: string;
  readonly operator: string;
  readonly text: string;
}

/** Takes `name op text` apart, when the line is an assignment and not a rule. */
export function splitAssignment(text: string): Assignment | undefined {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const char = text[index];
    if (char === '(' || char === '{') depth++;
    else if (char === ')' || char === '}') depth--;
    else if (depth === 0 && (char === ':' || char === '=')) {
      const from = /[+?!]/.test(text[index - 1] ?? '') ? index - 1 : index;
      const match = assignment.exec(text.slice(from));
      if (match?.[1] !== '') return undefined;
      const name = text.slice(0, from).trim();
      if (name === '' || /\s/.test(name.replace(/\$[({][\s\S]*[)}]/g, ''))) return undefined;
      return { name, operator: match[2] ?? '=', text: match[3] ?? '' };
    }
  }
  return undefined;
}

/** The index of the colon that makes a line a rule, or -1. */
export function outerColon(text: string): number {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const char = text[index];
    if (char === '(' || char === '{') depth++;
    else if (char === ')' || char === '}') depth--;
    else if (char === ':' && depth === 0) return index;
  }
  return -1;
}

/** Takes a substitution reference `variable:from=to` apart; undefined for a plain name. */
export function splitSubstitution(
  body: string,
): { variable: string; from: string; to: string } | undefined {
  const colon = outerColon(body);
  if (colon < 0) return undefined;
  const equals = body.indexOf('=', colon);
  if (equals < 0) return undefined;
  return {
    variable: body.slice(0, colon),
    from: body.slice(colon + 1, equals),
    to: body.slice(equals + 1),
  };
}

/** The two sides of `ifeq (a,b)`, `ifeq "a" "b"` or `ifeq 'a' 'b'`. */
export function comparedTexts(rest: string): [string, string] {
  if (rest.startsWith('(')) {
    const close = closingBracket(rest, 0);
    const [left = '', right = ''] = splitArguments(rest.slice(1, close < 0 ? undefined : close), 2);
    return [left, right];
  }
  const parts = [...rest.matchAll(/"([^"]*)"|'([^']*)'/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  );
  return [parts[0] ?? '', parts[1] ?? ''];
}
