/** The two lists of services: the catalogue and the user's own. Each has its address, so that Back leads to it. */
import { useRef } from 'preact/hooks';
import { number, t, type TextKey } from '../shared/texts';
import { writeView } from './view';

export type ServiceTab = 'catalogue' | 'yours';

interface TabsProps {
  readonly tab: ServiceTab;
  /** How many each list has; absent until it is known. */
  readonly counts: Readonly<Record<ServiceTab, number | undefined>>;
}

const tabs = [
  ['catalogue', 'tab_catalogue'],
  ['yours', 'tab_yours'],
] as const satisfies readonly (readonly [ServiceTab, TextKey])[];

export function ServiceTabs({ tab, counts }: TabsProps) {
  const root = useRef<HTMLDivElement>(null);
  const pick = (to: ServiceTab): void => {
    location.hash = writeView({ page: 'services', ...(to === 'yours' && { tab: to }) });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key)) return;
    event.preventDefault();
    const to = event.key === 'Home' ? 'catalogue' : event.key === 'End' ? 'yours' : tab === 'yours' ? 'catalogue' : 'yours';
    root.current?.querySelector<HTMLElement>(`#tab-${to}`)?.focus();
    pick(to);
  };
  return (
    <div class="tabs" role="tablist" aria-label={t('services')} ref={root} onKeyDown={onKeyDown}>
      {tabs.map(([each, label]) => (
        <button
          key={each}
          type="button"
          role="tab"
          id={`tab-${each}`}
          aria-selected={each === tab}
          aria-controls="services-list"
          tabIndex={each === tab ? 0 : -1}
          onClick={() => pick(each)}
        >
          {t(label)} <span class="faint">{counts[each] === undefined ? '' : number(counts[each])}</span>
        </button>
      ))}
    </div>
  );
}
