/** Where it is asked who signed in, and where the names stand in the answer. */
import { DraftChoice, DraftInput, hinted, type SectionProps } from './draft-input';

interface WhoProps {
  readonly url: Parameters<typeof DraftInput>[0];
  readonly method: 'userinfoMethod' | 'probeMethod';
  readonly part: SectionProps;
}

const methods = [
  ['GET', 'GET'],
  ['POST', 'POST'],
] as const;

export function WhoFields({ url, method, part }: WhoProps) {
  return (
    <>
      <div class="pair">
        <DraftInput {...url} />
        <DraftChoice field={method} part={part} options={methods} />
      </div>
      <div class="pair">
        <DraftInput {...hinted('subject', part)} />
        <DraftInput {...hinted('label', part)} />
      </div>
    </>
  );
}
