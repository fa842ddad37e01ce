/** Userscript managers: extensions in whose name other people's scripts ask, so that a permit for one covers all its scripts. */
const managers: ReadonlyMap<string, string> = new Map([
  ['dhdgffkkebhmkfjojejmpbldmpobfkfo', 'Tampermonkey'],
  ['firefox@tampermonkey.net', 'Tampermonkey'],
  ['jinjaccalgkegednnccohejagnlnfdag', 'Violentmonkey'],
  ['{aecec67f-0d10-4fa7-b7c7-609a2db280cf}', 'Violentmonkey'],
]);

/** The manager's name; undefined for every other extension. The browser vouches for the id, nobody for other names. */
export function managerName(extensionId: string): string | undefined {
  return managers.get(extensionId);
}
