/**
 * A control that takes itself away (End access, Remove, Turn off, a note's cross) must not take the keyboard's place along: the focus goes on to
 * the same control of the next row, else of the one before, else to the heading of what is left.
 */

/** How long a view may take to put the focus somewhere itself, in milliseconds. */
const patience = 80;

const controls = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';

/** Keeps the focus in a page, from now on. */
export function keepFocus(root: HTMLElement): void {
  let last: Element | undefined;
  /** Where the control stood, told by what was taken out of the page with it. */
  let hole: Hole | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isHeld = false;

  const look = (): void => {
    const focused = document.activeElement;
    if (!last || (focused && focused !== document.body) || (last.isConnected && last.checkVisibility())) return;
    const next = nextPlace(last, hole);
    hole = undefined;
    isHeld = true;
    next?.focus();
  };
  document.addEventListener('focusin', ({ target }) => {
    last = target instanceof Element ? target : undefined;
    hole = undefined;
  });
  // A key that is still held down acts on the control that was aimed at, and on no other.
  document.addEventListener('keyup', () => (isHeld = false));
  document.addEventListener(
    'keydown',
    (event) => {
      if (event.repeat && isHeld && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();
    },
    true,
  );
  const observer = new MutationObserver((records) => {
    hole = records.map((record) => holeOf(record, last)).find((found) => found !== undefined) ?? hole;
    clearTimeout(timer);
    timer = setTimeout(look, patience);
  });
  observer.observe(root, {
    subtree: true,
    childList: true,
    attributeFilter: ['hidden', 'open', 'data-open', 'disabled', 'class'],
  });
}

interface Hole {
  /** What was taken out, with the control in it. */
  readonly gone: Element;
  readonly parent: Element;
  /** What stood after and before it. */
  readonly beside: readonly (Node | null)[];
}

function holeOf(
  { removedNodes, target, nextSibling, previousSibling }: MutationRecord,
  last: Element | undefined,
): Hole | undefined {
  const gone = last && [...removedNodes].find((node) => node.contains(last));
  if (!(gone instanceof Element) || !(target instanceof Element)) return undefined;
  return { gone, parent: target, beside: [nextSibling, previousSibling] };
}

function nextPlace(last: Element, hole: Hole | undefined): HTMLElement | undefined {
  const rows =
    hole?.beside.filter((node) => node instanceof Element && node.isConnected && node.tagName === hole.gone.tagName) ?? [];
  const same = rows.map((row) => likeIn(row as Element, last, hole?.gone)).find((found) => found !== undefined);
  return same ?? headingNear(hole?.parent ?? last.parentElement);
}

/** The control of another row that does there what the lost one did in its own. */
function likeIn(row: Element, last: Element, gone: Element | undefined): HTMLElement | undefined {
  const alike = (within: Element): HTMLElement[] =>
    [...within.querySelectorAll<HTMLElement>(controls)].filter(
      (each) => each.tagName === last.tagName && each.className === last.className && !each.matches(':disabled'),
    );
  const at = gone ? alike(gone).indexOf(last as HTMLElement) : -1;
  return at < 0 ? undefined : alike(row)[at];
}

/** The heading of the smallest part around this place that has one in sight. */
function headingNear(place: Element | null): HTMLElement | undefined {
  for (let around = place; around; around = around.parentElement) {
    if (!around.isConnected) continue;
    const found = [...around.querySelectorAll<HTMLElement>('h1, h2, h3')].find((each) => each.checkVisibility());
    if (!found) continue;
    found.tabIndex = -1;
    return found;
  }
  return undefined;
}
