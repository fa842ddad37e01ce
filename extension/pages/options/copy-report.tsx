/** Copies the report of all checks: it is made at the click, and the button says so once it is copied. */
import { call } from '../../../src/admin/calls';
import type { Action } from '../shared/action';
import { useCopied } from '../shared/copy';
import { Icon } from '../shared/icons';
import { t } from '../shared/texts';

export function CopyReport({ action: { busy, run } }: { readonly action: Action }) {
  const [copied, sayCopied] = useCopied();
  const copy = async (): Promise<void> => {
    // Handed to the clipboard as a promise: writing later would be outside the click.
    const text = call('health.report', {}).then((report) => new Blob([report], { type: 'text/plain' }));
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': text })]);
    sayCopied();
  };
  const face = busy ? 'busy' : copied ? 'copied' : 'ready';
  return (
    <>
      <button type="button" class="button" aria-disabled={busy} onClick={() => run(copy)}>
        <span class="swap">
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
      <span class="sr" role="status">
        {face === 'copied' && t('copied')}
      </span>
    </>
  );
}
