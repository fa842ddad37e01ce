/** How a service's panel behaves as a form: it checks a field when that is left, and everything on Save, which goes to the first to correct. */
import { useRef, useState } from 'preact/hooks';
import { useAction } from '../shared/action';
import { focusField } from './focus-field';

/**
 * @param wrong the names of the fields that are wrong, in their order
 * @param save called when none is
 */
export function usePanelForm(wrong: readonly string[], save: () => Promise<void>) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(false);
  const [saved, setSaved] = useState(false);
  const ref = useRef<HTMLFormElement>(null);
  const { busy, problem, run } = useAction();
  const onSubmit = (event: Event): void => {
    event.preventDefault();
    setTried(true);
    const [first] = wrong;
    if (first !== undefined) return focusField(ref.current, first);
    run(async () => {
      await save();
      setTried(false);
      setSaved(true);
    });
  };
  return {
    /** For the form's element. */
    form: { ref, noValidate: true, onSubmit, onInput: () => setSaved(false) },
    busy,
    problem,
    saved,
    /** The wrong fields that are to be told so by now. */
    shownWrong: wrong.filter((field) => tried || left.has(field)),
    onLeave: (field: string) => setLeft(new Set([...left, field])),
    reset: () => {
      setLeft(new Set());
      setTried(false);
    },
  };
}
