/** Refuse, Allow once, Allow. Allowing is possible only when the window has had the user's eye for a while, and never by Enter. */
import { useRef } from 'preact/hooks';
import type { Lasting } from '../../../src/core/words';
import { t } from '../shared/texts';
import { useAttention } from './attention';

interface AllowProps {
  readonly busy: boolean;
  readonly canAllow: boolean;
  /** What must come before anything can be allowed. */
  readonly first: { readonly label: string; readonly onClick: () => void } | undefined;
  readonly lasting: Lasting;
  readonly onRefuse: () => void;
  readonly onAllow: (lasting: Lasting) => void;
}

export function AllowButtons({ busy, canAllow, first, lasting, onRefuse, onAllow }: AllowProps) {
  const attentive = useAttention();
  const ready = attentive && canAllow && !busy;
  return (
    <div class="buttons">
      <button class="button large" aria-disabled={busy} onClick={onRefuse}>
        {t('refuse')}
      </button>
      <span class="end" />
      {first ? (
        <button class="button large primary" onClick={first.onClick}>
          {first.label}
        </button>
      ) : (
        <>
          <GuardedButton label={t('allow_once')} ready={ready} onAllow={() => onAllow('once')} />
          <GuardedButton label={t('allow')} ready={ready} primary onAllow={() => onAllow(lasting)} />
        </>
      )}
    </div>
  );
}

interface GuardedProps {
  readonly label: string;
  readonly ready: boolean;
  readonly primary?: boolean;
  readonly onAllow: () => void;
}

/** A press that began before the button was ready does not count. */
function GuardedButton({ label, ready, primary, onAllow }: GuardedProps) {
  const begun = useRef<boolean | undefined>(undefined);
  const begin = (): void => {
    begun.current = ready;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') event.preventDefault();
    else if (!event.repeat) begin();
  };
  const onClick = (): void => {
    const honest = begun.current !== false;
    begun.current = undefined;
    if (ready && honest) onAllow();
  };
  return (
    <button
      type="button"
      class={`button large ${primary ? 'primary' : ''}`}
      aria-disabled={!ready}
      onPointerDown={begin}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      {label}
    </button>
  );
}
