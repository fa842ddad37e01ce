/** Before one adds another account: a service that cannot be told so may take the person who is signed in there already. */
import { isEntered } from '../../../src/core/is-entered';
import { comesBack } from '../../../src/core/endpoints';
import { openTab } from '../../../src/platform/page';
import type { Service, Way } from '../../../src/core/service';
import { Note } from '../shared/note';
import { rich } from '../shared/texts';

/** Whether the service's own page decides who signs in, and nothing can be said to it about that. */
export function mayTakeSame(service: Service, way: Way | undefined): boolean {
  if (isEntered(service) || service.protocol === 'brokered' || service.anotherParameters) return false;
  return comesBack(service, way) || way === 'pin';
}

/** Where one signs out: the site of its sign-in page, unless that is its API; else that of its developer page or documentation. */
export function sitePage(service: Service): string | undefined {
  if (isEntered(service) || service.protocol === 'brokered') return undefined;
  const { authorizeUrl, registerUrl, docs, apiHosts } = service;
  const sites = [authorizeUrl, registerUrl, docs].flatMap((url) => (url && URL.canParse(url) ? [new URL(url).origin] : []));
  return sites.find((origin) => !apiHosts.includes(origin)) ?? sites[0];
}

export function AnotherNote({ service, way }: { service: Service; way: Way | undefined }) {
  if (!mayTakeSame(service, way)) return null;
  const name = <bdi>{service.name}</bdi>;
  const page = sitePage(service);
  return (
    <Note>
      <p>{rich('another_note', { service: name })}</p>
      {page && (
        <p>
          <button type="button" class="link small" onClick={() => void openTab(page)}>
            {rich('another_open', { service: name })}
          </button>
        </p>
      )}
    </Note>
  );
}
