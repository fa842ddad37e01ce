/** Where a file is dropped, and the button that chooses one. */
import { useRef, useState } from 'preact/hooks';
import { Icon } from '../shared/icons';
import { t } from '../shared/texts';

interface DropProps {
  /** What may be dropped. */
  readonly text: string;
  readonly onFile: (file: File | undefined) => void;
}

export function FileDrop({ text, onFile }: DropProps) {
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const on = (isOver: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(isOver);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    onFile(event.dataTransfer?.files[0]);
  };
  return (
    <div
      class="drop"
      data-over={over ? '' : undefined}
      onDragEnter={on(true)}
      onDragOver={on(true)}
      onDragLeave={on(false)}
      onDrop={drop}
    >
      <Icon name="upload" />
      <p class="small soft">{text}</p>
      <button type="button" class="button small" onClick={() => input.current?.click()}>
        {t('import_choose')}
      </button>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label={t('import_choose')}
        onChange={({ currentTarget }) => {
          onFile(currentTarget.files?.[0]);
          currentTarget.value = ''; // so that the same file can be chosen again
        }}
      />
    </div>
  );
}
