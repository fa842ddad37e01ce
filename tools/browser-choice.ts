/** Decides which of the browsers found on a machine can carry the extension, from what each says about itself. */

/** What stands at one place on disk. */
export interface Candidate {
  readonly path: string;
  /** The first line of `--version`; undefined when the program could not be run. */
  readonly report: string | undefined;
  /** A sandboxed package (snap) that cannot read temporary folders. */
  readonly confined?: boolean;
}

export interface FoundBrowser {
  readonly path: string;
  /** As the browser writes it: `156.0.8078.79`. */
  readonly version: string;
}

export interface Choice {
  readonly found: FoundBrowser | undefined;
  /** One sentence for every candidate that was passed over. */
  readonly notes: readonly string[];
}

/** Since this major version, the browsers sold under a brand ignore `--load-extension`. */
const BRANDED_REFUSE_SINCE = 137;

/** Takes the first candidate that is a Chromium of at least the major version `minimum` and loads unpacked extensions. */
export function chooseBrowser(candidates: readonly Candidate[], minimum: number): Choice {
  return choose(candidates, (one) => chromiumFault(one, minimum));
}

/** Takes the first candidate that is a Firefox of at least the major version `minimum`. */
export function chooseFirefox(candidates: readonly Candidate[], minimum: number): Choice {
  return choose(candidates, (one) => firefoxFault(one, minimum));
}

function choose(candidates: readonly Candidate[], fault: (one: Candidate) => string | undefined): Choice {
  const notes: string[] = [];
  for (const one of candidates) {
    const why = fault(one);
    if (why === undefined) return { found: { path: one.path, version: versionOf(one.report) ?? '' }, notes };
    notes.push(why);
  }
  return { found: undefined, notes };
}

function chromiumFault({ path, report, confined }: Candidate, minimum: number): string | undefined {
  const version = versionOf(report);
  if (report === undefined || version === undefined) return `${path} did not say its version and was passed over.`;
  const major = Number.parseInt(version, 10);
  if (isBranded(report) && major >= BRANDED_REFUSE_SINCE)
    return `${path} is ${report}, which ignores unpacked extensions since version ${BRANDED_REFUSE_SINCE}, and was passed over.`;
  if (/firefox/i.test(report)) return `${path} is ${report}, not a Chromium, and was passed over.`;
  return commonFault(path, report, major, minimum, confined);
}

function firefoxFault({ path, report, confined }: Candidate, minimum: number): string | undefined {
  const version = versionOf(report);
  if (report === undefined || version === undefined) return `${path} did not say its version and was passed over.`;
  if (!/firefox/i.test(report)) return `${path} is ${report}, not Firefox, and was passed over.`;
  return commonFault(path, report, Number.parseInt(version, 10), minimum, confined);
}

function commonFault(path: string, report: string, major: number, minimum: number, confined = false): string | undefined {
  if (confined) return `${path} is a snap package, which cannot read temporary folders, and was passed over.`;
  if (major < minimum) return `${path} is ${report}; version ${minimum} or later is needed, so it was passed over.`;
  return undefined;
}

function isBranded(report: string): boolean {
  return /Microsoft Edge|Google Chrome(?! for Testing)/.test(report);
}

function versionOf(report: string | undefined): string | undefined {
  return report === undefined ? undefined : /\b\d+(?:\.\d+)+/.exec(report)?.[0];
}
