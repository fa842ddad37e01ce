/** The methods that a caller asked for by name, in plain words, each to be unticked. */
import type { PermitView } from '../../../src/messaging/views';
import { methodText, type MethodPart } from '../shared/methods';
import { t } from '../shared/texts';
import { isNewMethod } from './difference';

interface MethodProps {
  readonly parts: readonly MethodPart[];
  readonly ticked: ReadonlySet<string>;
  readonly onTick: (ticked: ReadonlySet<string>) => void;
  /** What the caller may do already. */
  readonly earlier: readonly PermitView[];
}

export function MethodChoice({ parts, ticked, onTick, earlier }: MethodProps) {
  const toggle = (id: string): void => {
    const after = new Set(ticked);
    if (!after.delete(id)) after.add(id);
    onTick(after);
  };
  return (
    <>
      <ul class="ticks">
        {parts.map((part) => (
          <li key={part.id}>
            <label>
              <input type="checkbox" class="tick" checked={ticked.has(part.id)} onChange={() => toggle(part.id)} />
              <span>{methodText(part)}</span>
              {earlier.length > 0 && isNewMethod(part.methods, earlier) && <span class="badge petrol">{t('new')}</span>}
            </label>
          </li>
        ))}
      </ul>
      {ticked.size === 0 && <p class="error">{t('part_none')}</p>}
    </>
  );
}
