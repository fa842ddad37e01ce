/** Adding a service: by its address, by hand, or beginning as another one. */
import { useState } from 'preact/hooks';
import type { Template } from '../../../src/core/catalogue';
import type { Overview } from '../../../src/messaging/views';
import { LookUpCard } from './look-up';
import { ServicePanel } from './service-panel';

interface AddProps {
  readonly overview: Overview;
  /** What it begins as, where it is no new one altogether. */
  readonly from: Template | undefined;
  /** Ids that no service may have anew. */
  readonly taken: readonly string[];
  /** The address that was asked for beside the search. */
  readonly asked: { readonly address: string } | undefined;
  readonly onTaken: () => void;
}

export function AddService({ overview, from, taken, asked, onTaken }: AddProps) {
  const [found, setFound] = useState(false);
  if (from) return <ServicePanel overview={overview} view={undefined} from={from} taken={taken} closed={false} />;
  return (
    <div class="stack loose">
      <LookUpCard taken={taken} asked={asked} onTaken={onTaken} onFound={setFound} />
      {!found && <ServicePanel overview={overview} view={undefined} taken={taken} closed={false} />}
    </div>
  );
}
