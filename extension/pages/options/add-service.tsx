/** Adding a service: by its address, or by hand. */
import { useState } from 'preact/hooks';
import type { Overview } from '../../../src/messaging/views';
import { LookUpCard } from './look-up';
import { ServicePanel } from './service-panel';

interface AddProps {
  readonly overview: Overview;
  /** The address that was asked for beside the search. */
  readonly asked: { readonly address: string } | undefined;
  readonly onTaken: () => void;
}

export function AddService({ overview, asked, onTaken }: AddProps) {
  const [found, setFound] = useState(false);
  return (
    <div class="stack loose">
      <LookUpCard overview={overview} asked={asked} onTaken={onTaken} onFound={setFound} />
      {!found && <ServicePanel overview={overview} view={undefined} closed={false} />}
    </div>
  );
}
