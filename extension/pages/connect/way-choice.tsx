/** How to sign in, where a service has several ways: each with what it means for the user. */
import { useEffect, useId, useRef } from 'preact/hooks';
import type { Way, Service } from '../../../src/core/service';
import { waysOf } from '../shared/lookups';
import { t } from '../shared/texts';

/** Another way may stand on another page: the focus goes along. */
let picked = false;

interface WayProps {
  readonly service: Service;
  readonly way: Way | undefined;
  readonly onPick: (way: Way) => void;
}

export function WayChoice({ service, way, onPick }: WayProps) {
  const group = useId();
  const list = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (picked) list.current?.querySelector<HTMLElement>(':checked')?.focus();
    picked = false;
  }, []);
  const ways = waysOf(service);
  if (ways.length < 2) return null;
  const pick = (to: Way): void => {
    picked = true;
    onPick(to);
  };
  return (
    <fieldset class="stack" ref={list}>
      <legend class="label">{t('way_title')}</legend>
      <ul class="card rows ways">
        {ways.map((each) => (
          <li key={each}>
            <label>
              <input class="radio" type="radio" name={group} value={each} checked={each === way} onChange={() => pick(each)} />
              <span>
                <b>{t(`entry_${each}`)}</b>
                <span class="small soft">{t(`entry_${each}_text`)}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
