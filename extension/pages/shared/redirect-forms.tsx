/** Both forms of this browser's redirect URL, where it has two: each with what it is for. The user says which one the app is registered with. */
import { useId } from 'preact/hooks';
import { CopyLine } from './copy';
import { t } from './texts';

interface FormsProps {
  /** The usual form, and the one at the user's own computer. */
  readonly usual: string;
  readonly loopback: string;
  /** Which of them the app has; neither, where it has another one. Absent where they are only shown. */
  readonly chosen?: string | undefined;
  readonly onChoose?: (url: string) => void;
}

export function RedirectForms({ usual, loopback, chosen, onChoose }: FormsProps) {
  const group = useId();
  const forms = [
    [usual, t('redirect_form_usual'), t('redirect_form_usual_text')],
    [loopback, t('redirect_form_loopback'), t('redirect_form_loopback_text')],
  ] as const;
  return (
    <fieldset>
      <legend class="sr">{t('redirect_forms')}</legend>
      <ul class="card rows ways redirect-forms">
        {forms.map(([url, name, text]) => {
          const words = (
            <span>
              <b>{name}</b>
              <span class="small soft">{text}</span>
            </span>
          );
          return (
            <li key={url}>
              {onChoose ? (
                <label>
                  <input
                    class="radio"
                    type="radio"
                    name={group}
                    value={url}
                    checked={url === chosen}
                    onChange={() => onChoose(url)}
                  />
                  {words}
                </label>
              ) : (
                <p class="words">{words}</p>
              )}
              <CopyLine value={url} />
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}
