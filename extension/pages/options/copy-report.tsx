/** Copies the report of all checks: it is made at the click, and the button says so once it is copied. */
import { useEffect, useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import type { Action } from '../shared/action';
import { Icon } from '../shared/icons';
import { t } from '../shared/texts';

export function CopyReport({ action: { busy, run } }: { readonly action: Action }) {
  const [copied, setCopied] = useState(0);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(0), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (): Promise<void> => {
    // Handed to the clipboard as a promise: writing later would be outside the click.
    const text = call('health.report', {}).then((report) => new Blob([report], { type: 'text/plain' }));
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': text })]);
    setCopied(Date.now());
  };
  const face = busy ? 'busy' : copied ? 'copied' : 'ready';
  return (
    <button type="button" class="button" aria-disabled={busy} onClick={() => run(copy)}>
      <span class="swap" role="status">
        <span data-off={face === 'ready' ? undefined : ''}>
          <Icon name="copy" />
          {t('health_copy_report')}
        </span>
        <span data-off={face === 'busy' ? undefined : ''}>
          <span class="spin" />
          {t('health_checking')}
        </span>
        <span data-off={face === 'copied' ? undefined : ''}>
          <Icon name="check" />
          {t('copied')}
        </span>
      </span>
    </button>
  );
}
