/** Tells which question the window asks now: in its title, and to a screen reader whose user is elsewhere when the view changes by itself. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../shared/texts';

/** By then a view has put the focus where it wants it, and a lost one has been brought to its heading. */
const afterFocus = 200;

export function SaidView() {
  const [said, setSaid] = useState('');
  const place = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    let last: string | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      const heading = document.querySelector('h1');
      const now = heading?.textContent?.trim() ?? '';
      if (!heading || now === '' || now === last) return;
      document.title = now === t('name') ? now : t('page_title', { name: t('name'), page: now });
      clearTimeout(timer);
      if (last !== undefined && !heading.closest('[role=alert]'))
        timer = setTimeout(() => document.activeElement !== heading && setSaid(withRest(heading)), afterFocus);
      last = now;
    };
    look();
    const observer = new MutationObserver(look);
    observer.observe(place.current?.parentElement ?? document.body, { subtree: true, childList: true, characterData: true });
    return () => observer.disconnect();
  }, []);
  return (
    <p class="sr" role="status" ref={place}>
      {said}
    </p>
  );
}

/** The heading, and the sentence below it where that does not tell of itself. */
function withRest(heading: HTMLElement): string {
  const below = heading.nextElementSibling;
  return [heading, ...(below?.matches('.lede:not([role])') ? [below] : [])].map((each) => each.textContent).join(' ');
}
