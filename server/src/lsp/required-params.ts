/** What our own requests must be told, see protocol.ts: it comes from outside. */
const REQUIRED: Record<string, Record<string, 'string' | 'number'>> = {
  'ptdesc/codeLenses': { uri: 'string' },
  'ptdesc/functionAt': { uri: 'string', line: 'number' },
  'ptdesc/fieldUses': { uri: 'string', line: 'number', character: 'number' },
  'ptdesc/convert': { uri: 'string', scope: 'string' },
  'ptdesc/decode': { text: 'string' },
  'ptdesc/lifecycles': { machine: 'string' },
  'ptdesc/callableFunctions': { machine: 'string' },
  'ptdesc/simulate': { machine: 'string', entry: 'string' },
  'ptdesc/simulationExplore': { machine: 'string', entry: 'string' },
  'ptdesc/simulationExport': { run: 'number', format: 'string' },
  'ptdesc/simulationState': { run: 'number', step: 'number' },
  'ptdesc/simulationChange': {
    run: 'number',
    step: 'number',
    pfn: 'number',
    offset: 'number',
    sizeBytes: 'number',
    direction: 'string',
  },
  'ptdesc/simulationSteps': { run: 'number' },
  'ptdesc/simulationCalls': { run: 'number' },
};

/** What is wrong with the parameters of a request of ours; undefined when nothing is, and for all others. */
export function problemOfParams(method: string, params: object): string | undefined {
  if (!method.startsWith('ptdesc/')) return undefined;
  const given = params as Record<string, unknown>;
  for (const [name, type] of Object.entries(REQUIRED[method] ?? {}))
    if (typeof given[name] !== type) return `${name} is missing`;
  if (given.uri !== undefined && typeof given.uri !== 'string') return 'uri is no string';
  return given.choice === undefined || isChoice(given.choice)
    ? undefined
    : 'choice names no profile';
}

/** A profile by strings, of which `tree` must be there. */
function isChoice(choice: unknown): boolean {
  if (typeof choice !== 'object' || choice === null) return false;
  const { tree, ...others } = choice as Record<string, unknown>;
  const strings = [others.build, others.arch, others.config].filter((each) => each !== undefined);
  return typeof tree === 'string' && strings.every((each) => typeof each === 'string');
}
