/** What is to be pasted elsewhere: the whole value, never shortened, and a button that copies it. */
import { useEffect, useState } from 'preact/hooks';
import { Icon } from './icons';
import { t } from './texts';

/** Whether something was copied in the last two seconds, and how to say that it was. */
export function useCopied(): readonly [boolean, () => void] {
  const [copied, setCopied] = useState(0);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(0), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  return [copied > 0, () => setCopied(Date.now())];
}

/** Copies; says so for two seconds without changing its width. @param look its size: small beside a value, plain in a page's head */
export function CopyButton({ value, label, look = 'small' }: { value: string; label: string; look?: 'small' | '' }) {
  const [copied, sayCopied] = useCopied();
  const copy = (): void => {
    void navigator.clipboard.writeText(value).then(sayCopied);
  };
  return (
    <>
      {/* Beside the button: what stands in one is its name, and no news */}
      <span class="sr" role="status">
        {copied && t('copied')}
      </span>
      <button type="button" class={`button ${look}`} aria-label={label} onClick={copy}>
        <span class="swap">
          <span data-off={copied ? '' : undefined}>
            <Icon name="copy" />
            {label}
          </span>
          <span data-off={copied ? undefined : ''}>
            <Icon name="check" />
            {t('copied')}
          </span>
        </span>
      </button>
    </>
  );
}

export function CopyLine({ value }: { value: string }) {
  return (
    <div class="copyline">
      <code>{value}</code>
      <CopyButton value={value} label={t('copy')} />
    </div>
  );
}
