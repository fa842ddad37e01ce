/** An RSA app's private key: pasted, or made by the worker, which shows only the public half that the user registers. */
import { useEffect, useRef } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import type { ServiceView } from '../../../src/messaging/views';
import { useAction } from './action';
import { CopyButton } from './copy';
import { KeyField } from './field';
import { Icon } from './icons';
import { ProblemNote } from './note';
import { t } from './texts';

interface PrivateKeyProps {
  readonly name: string;
  /** Absent while the service is not saved: no key can be made for it then. */
  readonly view: ServiceView | undefined;
  readonly value: string;
  readonly onInput: (value: string) => void;
  /** Whether the key that the worker made is to be used, in place of a pasted one. */
  readonly made: boolean;
  readonly onMade: (made: boolean) => void;
  readonly placeholder?: string | undefined;
  readonly error?: string | undefined;
}

export function PrivateKeyEntry({ name, view, value, onInput, made, onMade, placeholder, error }: PrivateKeyProps) {
  const { busy, problem, run } = useAction();
  const make = async (serviceId: string): Promise<void> => {
    if (!view?.madeKey) await call('apps.makeKey', { serviceId });
    onInput('');
    onMade(true);
  };
  if (made && view?.madeKey) {
    return (
      <div class="stack">
        <PublicKey value={view.madeKey} />
        <div>
          <button type="button" class="link small" onClick={() => onMade(false)}>
            {t('private_key_paste')}
          </button>
        </div>
      </div>
    );
  }
  return (
    <div class="stack">
      <KeyField
        name={name}
        label={t('private_key')}
        value={value}
        onInput={onInput}
        placeholder={placeholder}
        error={error}
        hint={t('private_key_hint')}
      />
      {view && (
        <div>
          <button type="button" class="button small" aria-disabled={busy} onClick={() => run(() => make(view.service.id))}>
            <Icon name="plus" />
            {busy ? t('key_pair_making') : t('key_pair_make')}
          </button>
        </div>
      )}
      {problem && <ProblemNote problem={problem} />}
    </div>
  );
}

/** For the eye: one run of characters between the first line and the last, so that it fills the width there is. */
function flowing(pem: string): string {
  return pem.replace(/(?<!-)\n(?!-)/gu, '');
}

/** The half that a service is given, as a block to copy. */
function PublicKey({ value }: { value: string }) {
  const block = useRef<HTMLPreElement>(null);
  useEffect(() => block.current?.focus(), []); // the button that made it is gone
  return (
    <div class="stack">
      <div class="copyblock">
        <div class="copyhead">
          <span class="label">{t('public_key')}</span>
          <CopyButton value={value} label={t('copy')} />
        </div>
        <pre tabIndex={0} ref={block}>
          {flowing(value)}
        </pre>
      </div>
      <p class="hint">{t('public_key_hint')}</p>
    </div>
  );
}
