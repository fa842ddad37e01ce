/** Arrow keys move between a search field and the rows below it; Enter in the field takes the first row. */

/** For the `onKeyDown` of what holds the field and the rows. */
export function moveByKeys(event: KeyboardEvent): void {
  const { key, currentTarget, target } = event;
  if (!(currentTarget instanceof HTMLElement) || !(target instanceof HTMLElement)) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const field = currentTarget.querySelector<HTMLElement>('input[type=search]');
  const stops = [field, ...currentTarget.querySelectorAll<HTMLElement>('a.row')].filter((each) => each !== null);
  const at = stops.indexOf(target);
  if (at < 0) return;
  if (key === 'Enter' && target === field) {
    const [, first] = stops;
    if (!first) return;
    event.preventDefault();
    first.click();
    return;
  }
  const to = key === 'ArrowDown' ? at + 1 : key === 'ArrowUp' ? at - 1 : -1;
  const next = stops[to];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: 'nearest' });
}
