/** An RSA app's private key: pasted, or made here as one half of a pair whose other half the user registers. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import type { KeyPair } from '../../../src/messaging/views';
import { useAction } from './action';
import { CopyButton } from './copy';
import { KeyField } from './field';
import { Icon } from './icons';
import { ProblemNote } from './note';
import { t } from './texts';

interface PrivateKeyProps {
  readonly name: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly placeholder?: string | undefined;
  readonly error?: string | undefined;
}

export function PrivateKeyEntry({ name, value, onInput, placeholder, error }: PrivateKeyProps) {
  const [made, setMade] = useState<KeyPair | undefined>(undefined);
  const { busy, problem, run } = useAction();
  const make = async (): Promise<void> => {
    const pair = await call('apps.keyPair', {});
    setMade(pair);
    onInput(pair.privateKey);
  };
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
      {made && value === made.privateKey ? (
        <PublicKey value={made.publicKey} />
      ) : (
        <div>
          <button type="button" class="button small" aria-disabled={busy} onClick={() => run(make)}>
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
