/** Looking up a service by its address: one question at a time, asked again once the browser or the user has agreed. */
import { useRef, useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import { toProblem, type Problem } from '../../../src/core/errors';
import { isOwnNetwork } from '../../../src/core/urls';
import type { Origin } from '../../../src/core/words';
import type { Discovery } from '../../../src/messaging/views';
import { requestHosts } from '../../../src/platform/page';

export type Found = Extract<Discovery, { found: unknown }>;

interface Question {
  /** A whole URL. */
  readonly address: string;
  /** The user has confirmed that it lies in their own network. */
  readonly ownNetwork: boolean;
}

export type LookUpState =
  | { readonly at: 'start' }
  | (Question & { readonly at: 'looking' })
  /** The browser must be asked for these hosts, by the user's own click. */
  | (Question & { readonly at: 'needs'; readonly origins: readonly Origin[]; readonly refused: boolean })
  /** The address lies in the user's own network, which they have not confirmed. */
  | (Question & { readonly at: 'own'; readonly host: string })
  | (Question & { readonly at: 'failed'; readonly problem: Problem })
  | (Question & { readonly at: 'found'; readonly found: Found });

export interface LookUp {
  readonly state: LookUpState;
  readonly look: (address: string) => void;
  /** Within the click: asks the browser for the hosts, then the same again. */
  readonly allow: () => void;
  /** The user wants this address in their own network: the same again. */
  readonly confirm: () => void;
  readonly cancel: () => void;
}

export function useLookUp(): LookUp {
  const [state, setState] = useState<LookUpState>({ at: 'start' });
  const turn = useRef(0);
  const look = (question: Question): void => {
    const { address, ownNetwork } = question;
    const mine = ++turn.current;
    const settle = (next: LookUpState): void => {
      if (turn.current === mine) setState(next);
    };
    setState({ ...question, at: 'looking' });
    call('services.discover', { address, ...(ownNetwork && { ownNetwork: true as const }) }).then(
      (answer) =>
        settle(
          'needs' in answer
            ? { ...question, at: 'needs', origins: answer.needs, refused: false }
            : { ...question, at: 'found', found: answer },
        ),
      (error: unknown) => settle(afterFailure(question, toProblem(error))),
    );
  };
  const allow = (): void => {
    if (state.at !== 'needs') return;
    const asked = state;
    requestHosts(asked.origins).then(
      (granted) => (granted ? look(asked) : setState({ ...asked, refused: true })),
      (error: unknown) => setState({ ...asked, at: 'failed', problem: toProblem(error) }),
    );
  };
  return {
    state,
    look: (address) => look({ address, ownNetwork: false }),
    allow,
    confirm: () => state.at === 'own' && look({ ...state, ownNetwork: true }),
    cancel: () => {
      turn.current++;
      setState({ at: 'start' });
    },
  };
}

/** Only an address that the user gave can be confirmed; a public one that leads into their network stays a failure. */
function afterFailure({ address, ownNetwork }: Question, problem: Problem): LookUpState {
  const url = new URL(address);
  if (problem.code === 'own_network' && !ownNetwork && isOwnNetwork(url))
    return { at: 'own', address, ownNetwork, host: url.host };
  return { at: 'failed', address, ownNetwork, problem };
}
