/**
 * The custom requests between the editor and the language server: plain data only.
 * This is the one file of the server that the client may import, so it imports nothing itself.
 */

/** Asks for struct page's bytes and everything that lies over them. */
export const OVERLAY_REQUEST = 'ptdesc/overlay';

/** Asks which kernel tree, architecture and configuration a document is read with. */
export const PROFILE_REQUEST = 'ptdesc/profile';

/**
 * Which profile a request is about. Without a document it is the workspace's, else the model's; a
 * choice takes the place of both.
 */
export interface ProfileParams {
  readonly uri?: string;
  readonly choice?: ProfileChoice;
}

/** A profile by what it is opened with. Paths are absolute. */
export interface ProfileChoice {
  /** The root of the kernel tree. */
  readonly tree: string;
  /** The `O=` folder; the tree itself when it is not given. */
  readonly build?: string;
  /** The architecture as the kernel names it. */
  readonly arch?: string;
  /** A `.config` or `autoconf.h` in place of the build's own. */
  readonly config?: string;
}

/** Asks which profiles there are to choose from, for a document, the workspace or a choice. */
export const PROFILES_REQUEST = 'ptdesc/profiles';

/** One profile that can be chosen. */
export interface ProfileOption {
  /** "x86_64_lockdep" for a machine of the model, a folder's name for a build. */
  readonly name: string;
  /** What it belongs to: "modelled kernel", "Linux 6.12.5". */
  readonly group: string;
  readonly choice: ProfileChoice;
}

/** The answer to {@link PROFILES_REQUEST}. */
export interface ProfileOptions {
  /** What the document or the workspace is read with now. */
  readonly current: ProfileChoice;
  readonly options: readonly ProfileOption[];
}

/** Decodes a page dump, or the bytes of a struct page, under a profile. */
export const DECODE_REQUEST = 'ptdesc/decode';

export interface DecodeParams extends ProfileParams {
  readonly text: string;
}

/** The answer to {@link DECODE_REQUEST}. */
export interface DecodedText {
  /** What `ptdesc decode` prints. */
  readonly text: string;
}

/** Asks where a document has something to show or to run: lines for an editor to put links over. */
export const CODE_LENSES_REQUEST = 'ptdesc/codeLenses';

export interface CodeLensesParams {
  readonly uri: string;
}

/** One link over a line, which counts from 0. */
export type CodeLensPlace =
  /** Struct page or a memdesc is declared there: "struct ptdesc". */
  | { readonly line: number; readonly kind: 'overlay'; readonly name: string }
  /** A function that makes, constructs, destructs or frees page tables, and a lifecycle to see it in. */
  | {
      readonly line: number;
      readonly kind: 'simulate';
      readonly name: string;
      readonly entry: string;
    }
  /** Such a function that can also be called by itself, with arguments made from their types. */
  | { readonly line: number; readonly kind: 'call'; readonly name: string };

/** How a document is read. */
export interface ProfileInfo {
  /** The root of the kernel tree as an absolute path; null when the document lies in none. */
  readonly tree: string | null;
  /** Whether that tree is the modelled kernel. */
  readonly model: boolean;
  /** Short text for people: machine, configuration, kernel, compiler. */
  readonly label: string;
  /** One line that says what is missing and what to run; null when everything is there. */
  readonly missing: string | null;
  /** One line when the configuration that was chosen lacks what follows from others; else null. */
  readonly incomplete: string | null;
}

/** The answer to {@link OVERLAY_REQUEST}. */
export interface OverlayView {
  /** {@link ProfileInfo.label} of the profile that was laid out. */
  readonly profile: string;
  /** The size of struct page. */
  readonly pageSizeBytes: number;
  /** struct page first, then each memdesc. */
  readonly lanes: readonly OverlayLane[];
}

/** One record over the bytes of one or more struct pages. */
export interface OverlayLane {
  /** The record as C spells it: "struct ptdesc". */
  readonly record: string;
  readonly sizeBytes: number;
  /** How many struct pages the record covers: a folio spans several. */
  readonly pages: number;
  /** A mirror matches some words of struct page but asserts no size. */
  readonly kind: 'page' | 'overlay' | 'mirror';
  readonly declared: NamePlace;
  readonly fields: readonly OverlayField[];
}

/** One field of a lane. Offsets count from the start of the record's first page. */
export interface OverlayField {
  /** The path below the record with anonymous members flattened: "pt_list" or "lru.next". */
  readonly path: string;
  /** The path as the source spells it, before macros: "rcu_head", where the path is "callback_head". */
  readonly spelled: string;
  readonly type: string;
  /** From the start of the struct page that holds the field. */
  readonly offsetBits: number;
  readonly sizeBits: number;
  /** Which struct page of the record holds the field; 0 is the first. */
  readonly pageIndex: number;
  /** Nesting below the record: members of a named member are one deeper than it. */
  readonly depth: number;
  /** The assertion that ties the field to struct page; null when nothing does. */
  readonly asserted: SourcePlace | null;
  /** The field of struct page that the assertion names, as it is written there: "_mapcount". */
  readonly assertedWith: string | null;
  /** Where the field is declared; null when that is unknown. */
  readonly declared: NamePlace | null;
}

/** A line of a source file; the file is an absolute path, the line counts from 1. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
}

/** A name in a file: the column is in bytes and counts from 1, as lines do. */
export interface NamePlace extends SourcePlace {
  readonly column: number;
}

/** What the overlay's panel tells its webview. */
export type ToOverlayMessage =
  | {
      readonly type: 'show';
      readonly view: OverlayView;
      /** The view that it is compared with. */
      readonly compared: OverlayView | null;
      /** What can be chosen; the panel is told the number. */
      readonly profiles: readonly OverlayProfile[];
      /** The number of the profile that is shown; -1 when it is none of those. */
      readonly chosen: number;
      readonly comparedChosen: number;
      /** The record that somebody asked for. */
      readonly record: string | null;
      readonly state: OverlayState;
    }
  /** There is nothing to draw; the reason is one line for people. */
  | { readonly type: 'explain'; readonly reason: string; readonly state: OverlayState };

/** A profile as the overlay offers it. */
export type OverlayProfile = Pick<ProfileOption, 'name' | 'group'>;

/** Which of the two drawings: the second is there while two profiles are compared. */
export type OverlaySide = 'left' | 'right';

/** What the overlay's webview tells its panel. */
export type FromOverlayMessage =
  /** The webview listens now. */
  | { readonly type: 'ready' }
  /** A field was chosen: indices into the lanes and fields of the view that was shown last. */
  | {
      readonly type: 'openField';
      readonly side: OverlaySide;
      readonly lane: number;
      readonly field: number;
    }
  /** Show a profile of the list: null is the document's own on the left, none on the right. */
  | {
      readonly type: 'chooseProfile';
      readonly side: OverlaySide;
      readonly profile: number | null;
    }
  /** Let the user name a kernel tree that is not in the list. */
  | { readonly type: 'chooseTree'; readonly side: OverlaySide };

/** What the overlay's webview keeps, so that it can be restored after the window is reloaded. */
export interface OverlayState {
  readonly uri: string | null;
  readonly choice: ProfileChoice | null;
  readonly compared: ProfileChoice | null;
}

/**
 * Checks every file of a document's or the workspace's tree; findings arrive as diagnostics. Progress
 * is the protocol's own work-done progress, which can be cancelled.
 */
export const CHECK_WORKSPACE_REQUEST = 'ptdesc/checkWorkspace';

/** The answer to {@link CHECK_WORKSPACE_REQUEST}. */
export interface WorkspaceCheck {
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  /** False when someone cancelled it. */
  readonly completed: boolean;
}

/** Asks where a field that a position names is used, over the whole tree. */
export const FIELD_USES_REQUEST = 'ptdesc/fieldUses';

export interface FieldUsesParams {
  readonly uri: string;
  /** From 0, in UTF-16, as the protocol counts. */
  readonly line: number;
  readonly character: number;
}

/** One use of the field. */
export interface FieldUse extends NamePlace {
  /** "read", "write", "address", … */
  readonly kind: string;
  /** False where the profile does not build the file, or does not read all of it. */
  readonly exact: boolean;
  /** False in code that the configuration leaves out. */
  readonly active: boolean;
}

/** The answer to {@link FIELD_USES_REQUEST}. */
export interface FieldUses {
  /** "struct page.lru" */
  readonly field: string;
  readonly uses: readonly FieldUse[];
  /** False when someone cancelled it. */
  readonly completed: boolean;
}

/**
 * Makes code about page tables speak of struct ptdesc: the server sends the edit to the editor, which
 * asks before it is made where it can.
 */
export const CONVERT_REQUEST = 'ptdesc/convert';

export interface ConvertParams {
  readonly uri: string;
  /** The functions and macros of the lines, the document, or the whole tree. */
  readonly scope: 'selection' | 'file' | 'tree';
  /** For a selection: lines from 0, both included. */
  readonly lines?: { readonly from: number; readonly to: number };
}

/** The answer to {@link CONVERT_REQUEST}. */
export interface Conversion {
  /** How much there was to convert. */
  readonly files: number;
  readonly functions: number;
  /** Whether the editor made the edit; false also when there was none to make. */
  readonly applied: boolean;
  /** Lines of documents that name a function which is gone; columns count from 1. */
  readonly documents: readonly (NamePlace & { readonly message: string })[];
}

/** Asks on which machines lifecycles of page tables can be run, for a document, the workspace or a choice. */
export const SIMULATED_MACHINES_REQUEST = 'ptdesc/simulatedMachines';

/** A machine: one of the modelled kernel's, or what a real tree is configured for. */
export interface SimulatedMachineInfo {
  /** `s390`, `x86_64_full`: what other requests name it by. */
  readonly name: string;
  /** The folder under arch/. */
  readonly arch: string;
}

/** The answer to {@link SIMULATED_MACHINES_REQUEST}. */
export interface SimulatedMachines {
  /** Short text for people: the kernel. */
  readonly label: string;
  readonly machines: readonly SimulatedMachineInfo[];
  /** The tree is the modelled kernel, which can also be run as it was before the series. */
  readonly hasBefore: boolean;
}

/** Asks for the lifecycles of one machine. */
export const LIFECYCLES_REQUEST = 'ptdesc/lifecycles';

export interface LifecyclesParams extends ProfileParams {
  readonly machine: string;
  /** Of the modelled kernel as it was before the series. */
  readonly before?: boolean;
}

/** A lifecycle, by the name that runs it. */
export interface Lifecycle {
  /** `pte-gather` */
  readonly id: string;
  readonly title: string;
  /** The levels of the tables that it makes: `pte pmd`. */
  readonly levels: string;
  /** Why it is not for the machine; null when it is. */
  readonly reason: string | null;
}

/**
 * Asks which functions of a machine's kernel can be run by themselves, with arguments made from their
 * types; the answer is their names. Its params are {@link LifecyclesParams}.
 */
export const CALLABLE_FUNCTIONS_REQUEST = 'ptdesc/callableFunctions';

/** Asks for the function that a line of a document is in; the answer is null outside of all. */
export const FUNCTION_AT_REQUEST = 'ptdesc/functionAt';

export interface FunctionAtParams {
  readonly uri: string;
  /** From 0. */
  readonly line: number;
}

/** The answer to {@link FUNCTION_AT_REQUEST}. */
export interface FunctionAt {
  readonly name: string;
}

/** Runs a lifecycle or one function, and keeps every step of it. */
export const SIMULATE_REQUEST = 'ptdesc/simulate';

export interface SimulateParams extends LifecyclesParams {
  /** A lifecycle's id, else the name of a function. */
  readonly entry: string;
  /** The allocation that fails, from 1. */
  readonly fail?: number;
  /** Before this step, every grace period that somebody waits for is over; else they end late. */
  readonly graceAtStep?: number;
}

/** A place in a source file: absolute path, line and column (in bytes) from 1. */
export interface SimulationPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A call that was open: where it was called. */
export interface SimulationCall {
  readonly function: string;
  readonly place: SimulationPlace | null;
}

/** What a check found. */
export interface SimulationFindingInfo {
  /** `missing-destructor` */
  readonly check: string;
  readonly message: string;
  readonly place: SimulationPlace | null;
  /** The step of the run at which it was found, from 1; 0 before the first. */
  readonly step: number;
  /** The innermost call first. */
  readonly calls: readonly SimulationCall[];
  /** Where the page was allocated, who constructed it, and the like. */
  readonly related: readonly {
    readonly message: string;
    readonly place: SimulationPlace | null;
    readonly calls: readonly SimulationCall[];
  }[];
  /** The page frame that it is about; null when it is about none. */
  readonly pfn: number | null;
}

/** The answer to {@link SIMULATE_REQUEST}. Steps of a run count from 1. */
export interface Simulation {
  /** What other requests name the run by. A server keeps the last few. */
  readonly run: number;
  readonly entry: string;
  readonly machine: string;
  /** It is the code before the series: places are those of its files. */
  readonly before: boolean;
  readonly fail: number | null;
  readonly outcome: 'completed' | 'fault' | 'limit' | 'unmodelled' | 'cancelled';
  /** Why it did not complete; null when it did. */
  readonly message: string | null;
  readonly steps: number;
  /** How many allocations it asked for: each of them may be made to fail. */
  readonly allocations: number;
  readonly findings: readonly SimulationFindingInfo[];
  readonly unmodelled: readonly string[];
  /** The size of struct page. */
  readonly pageSizeBytes: number;
  /** The page frames whose struct pages the run changes, in ascending order. */
  readonly pfns: readonly number[];
  /** The steps at which something happens to a page, in order. */
  readonly events: readonly SimulationEvent[];
}

/** Something that happens to a page or a lock. */
export interface SimulationEvent {
  readonly step: number;
  readonly kind:
    | 'allocate'
    | 'free'
    | 'construct'
    | 'constructor-failed'
    | 'destruct'
    | 'lock'
    | 'unlock'
    | 'allocation-failed'
    | 'print';
  /** The page frame; null for locks that are in none. */
  readonly pfn: number | null;
  /** `pte`, the order of the block, the lock's address, the text. */
  readonly detail: string;
}

/** Asks for steps of a run, a page at a time. */
export const SIMULATION_STEPS_REQUEST = 'ptdesc/simulationSteps';

export interface SimulationStepsParams {
  readonly run: number;
  /** The first step, from 1. */
  readonly from: number;
  /** At most 10,000 are given at a time. */
  readonly count: number;
}

/** A statement, or the test of a loop, that runs. */
export interface SimulationStep {
  readonly step: number;
  /** How many calls are open around it. */
  readonly depth: number;
  readonly function: string;
  readonly place: SimulationPlace | null;
}

/** Asks for the calls of a run, in the order in which they began: its call tree. */
export const SIMULATION_CALLS_REQUEST = 'ptdesc/simulationCalls';

export interface SimulationCallsParams {
  readonly run: number;
  readonly from: number;
  readonly count: number;
}

/** A call of the run. */
export interface SimulationCallSpan {
  readonly function: string;
  readonly depth: number;
  /** The first step inside, and the first one after. */
  readonly first: number;
  readonly end: number;
  /** Hexadecimal; null for what never returned. */
  readonly result: string | null;
  readonly args: readonly string[];
  readonly place: SimulationPlace | null;
}

/** Asks what everything is right before a step; one more than the last is the end. */
export const SIMULATION_STATE_REQUEST = 'ptdesc/simulationState';

export interface SimulationStateParams {
  readonly run: number;
  readonly step: number;
}

/** The answer to {@link SIMULATION_STATE_REQUEST}. */
export interface SimulationState {
  readonly step: number;
  /** The innermost call first. */
  readonly calls: readonly SimulationCall[];
  readonly place: SimulationPlace | null;
  readonly pages: readonly SimulationPage[];
  readonly locks: readonly {
    /** Its address, in hexadecimal. */
    readonly lock: string;
    /** The page frame whose struct page holds it. */
    readonly pfn: number | null;
    readonly takenAtStep: number;
    readonly takenBy: string;
  }[];
  /** NR_PAGETABLE and the like. */
  readonly counters: readonly { readonly name: string; readonly value: number }[];
}

/** One struct page. */
export interface SimulationPage {
  readonly pfn: number;
  /** Two hexadecimal digits a byte, in the order of their addresses. */
  readonly bytes: string;
  /** Offsets of the bytes that the step before this one gave another value. */
  readonly changed: readonly number[];
  /** What the page is: `free`, `allocated`, `slab`, `pte table`. */
  readonly state: string;
  /** The word that says its type, in hexadecimal; null where struct page has none. */
  readonly pageType: string | null;
  readonly refcount: number | null;
  /** Hexadecimal. */
  readonly flags: string | null;
  /** Names of the flags that are set, as enum pageflags spells them. */
  readonly flagNames: readonly string[];
  readonly views: readonly {
    /** `struct ptdesc`; struct page comes first. */
    readonly record: string;
    /** Scalars of the record, with their values in hexadecimal. */
    readonly fields: readonly {
      readonly path: string;
      readonly offsetBits: number;
      readonly sizeBits: number;
      readonly value: string;
    }[];
  }[];
}

/** Asks who wrote bytes of a struct page last, or when they change next. */
export const SIMULATION_CHANGE_REQUEST = 'ptdesc/simulationChange';

export interface SimulationChangeParams {
  readonly run: number;
  readonly step: number;
  readonly pfn: number;
  /** Bytes from the start of the struct page. */
  readonly offset: number;
  readonly sizeBytes: number;
  readonly direction: 'next' | 'last';
}

/** A store; null when there is none. */
export interface SimulationChange {
  /** The step that stores. */
  readonly step: number;
  readonly function: string;
  readonly place: SimulationPlace | null;
  /** The member that the code names; null when it names none. */
  readonly record: string | null;
  readonly path: string | null;
}

/** Runs a lifecycle or a function once for each allocation that can fail. Its params are {@link LifecyclesParams} and `entry`. */
export const SIMULATION_EXPLORE_REQUEST = 'ptdesc/simulationExplore';

export interface SimulationExploreParams extends LifecyclesParams {
  readonly entry: string;
}

/** One row of the answer to {@link SIMULATION_EXPLORE_REQUEST}; the first one is the run without a failure. */
export interface SimulationExploreRow {
  readonly fail: number | null;
  readonly outcome: Simulation['outcome'];
  readonly steps: number;
  readonly findings: readonly SimulationFindingInfo[];
}

/** Asks for a run as one text: `json` as `ptdesc simulate --format json` prints it, or a Chrome trace. */
export const SIMULATION_EXPORT_REQUEST = 'ptdesc/simulationExport';

export interface SimulationExportParams {
  readonly run: number;
  readonly format: 'json' | 'chrome';
}

/** What the simulator's panel tells its webview. */
export type ToSimulatorMessage =
  /** What can be run. */
  | {
      readonly type: 'setup';
      readonly label: string;
      readonly machines: readonly SimulatedMachineInfo[];
      /** The code before the series can be chosen. */
      readonly hasBefore: boolean;
      readonly lifecycles: readonly Lifecycle[];
      /** A function that somebody may want to call: the cursor was in it. */
      readonly offered: string | null;
      readonly state: SimulatorState;
    }
  /** The functions that can be called by themselves, to choose from while one types. */
  | { readonly type: 'functions'; readonly functions: readonly string[] }
  /** A run is there; null while there is none. */
  | {
      readonly type: 'run';
      readonly run: SimulatorRun | null;
      /** How many calls the tree has. */
      readonly callCount: number;
      readonly state: SimulatorState;
    }
  /** Where it stands now. */
  | {
      readonly type: 'position';
      readonly position: SimulationState;
      /** The number of the innermost call; -1 outside of all. */
      readonly call: number;
      readonly state: SimulatorState;
    }
  | { readonly type: 'steps'; readonly from: number; readonly steps: readonly SimulationStep[] }
  | { readonly type: 'calls'; readonly from: number; readonly calls: readonly SimulationCallSpan[] }
  /** Null takes the table away. */
  | { readonly type: 'explored'; readonly rows: readonly SimulationExploreRow[] | null }
  /** Who wrote the bytes, or that nobody did: one line. */
  | { readonly type: 'tell'; readonly text: string }
  /** What is being done; null when nothing is. */
  | { readonly type: 'busy'; readonly text: string | null }
  /** Something cannot be done; the reason is one line for people. */
  | { readonly type: 'explain'; readonly reason: string; readonly state: SimulatorState };

/** A run as the webview needs it; steps and calls are asked for when they come into sight. */
export type SimulatorRun = Omit<Simulation, 'run'>;

/** How to go through a run. */
export type SimulatorMove = 'in' | 'over' | 'out' | 'back' | 'backOver' | 'start' | 'end';

/** Bytes of a struct page. */
export interface SimulatorBytes {
  readonly pfn: number;
  readonly offset: number;
  readonly sizeBytes: number;
}

/** What the simulator's webview tells its panel. */
export type FromSimulatorMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'chooseMachine'; readonly machine: string }
  | { readonly type: 'chooseBefore'; readonly before: boolean }
  | { readonly type: 'run'; readonly entry: string; readonly fail: number | null }
  | { readonly type: 'wantFunctions' }
  | { readonly type: 'cancel' }
  | { readonly type: 'move'; readonly move: SimulatorMove }
  | { readonly type: 'go'; readonly step: number }
  /** Go to the next call of a function whose name has this in it. */
  | { readonly type: 'find'; readonly text: string }
  | { readonly type: 'change'; readonly direction: 'next' | 'last'; readonly bytes: SimulatorBytes }
  | { readonly type: 'failNext' }
  | { readonly type: 'graceHere' }
  | { readonly type: 'explore' }
  | { readonly type: 'wantSteps'; readonly from: number; readonly count: number }
  | { readonly type: 'wantCalls'; readonly from: number; readonly count: number }
  | { readonly type: 'openFinding'; readonly finding: number }
  | { readonly type: 'export'; readonly format: 'json' | 'chrome' | 'markdown' };

/** What the simulator's webview keeps: a run is the same every time, so this brings it back. */
export interface SimulatorState {
  readonly uri: string | null;
  readonly machine: string | null;
  /** The code before the series. */
  readonly before: boolean;
  /** A lifecycle's id, else the name of a function. */
  readonly entry: string | null;
  readonly fail: number | null;
  readonly graceAtStep: number | null;
  readonly step: number;
}
