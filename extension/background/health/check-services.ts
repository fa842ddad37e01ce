/** Whether the services in use can be reached: the browser's permission for their hosts, and their answer. */
import { hostPattern } from '../../../src/core/urls';
import type { Origin } from '../../../src/core/words';
import type { House } from '../../../src/engine/house';
import { askServices, type Sign } from './ask-service';
import { fine, needsYou, type Finding } from './finding';
import { servicesInUse, type Use } from './in-use';

export async function checkHosts(house: House): Promise<Finding> {
  const origins = hostsOf(await servicesInUse(house));
  const granted = await Promise.all(origins.map((origin) => house.hosts.granted([origin])));
  return judgeHosts(origins, (origin) => granted[origins.indexOf(origin)] === true);
}

/** Each host once: permissions know no port. */
export function hostsOf(uses: readonly Use[]): Origin[] {
  const byPattern = new Map(uses.flatMap(({ hosts }) => hosts).map((origin) => [hostPattern(origin), origin]));
  return [...byPattern.values()];
}

export function judgeHosts(origins: readonly Origin[], isGranted: (origin: Origin) => boolean): Finding {
  const closed = origins.filter((origin) => !isGranted(origin));
  const facts = { total: origins.length, closed: closed.length };
  return closed.length === 0 ? fine(facts) : needsYou(facts, { repair: 'grant', origins: closed });
}

/** @param serviceId asks this one only */
export async function checkServices(house: House, serviceId?: string): Promise<Finding> {
  return judgeServices(await askServices(house, await servicesInUse(house, serviceId)));
}

/** The names of those that are silent stand one on a line. */
export function judgeServices(signs: readonly Sign[]): Finding {
  const silent = signs.filter(({ answer }) => answer === 'silent').map(({ use }) => use.name);
  const closed = signs.filter(({ answer }) => answer === 'closed').length;
  const facts = { total: signs.length, answered: signs.length - silent.length - closed, closed };
  return silent.length === 0 ? fine(facts) : needsYou({ ...facts, silent: silent.join('\n') }, { repair: 'measure' });
}
