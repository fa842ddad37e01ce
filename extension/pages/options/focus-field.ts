/** Leads the user to a field that is to be corrected. */

/** Opens what hides the field, then goes there. */
export function focusField(form: HTMLFormElement | null, name: string): void {
  const field = form?.querySelector<HTMLElement>(`[name="${name}"]`);
  const fold = field?.closest('details');
  if (fold) fold.open = true;
  field?.focus();
}
