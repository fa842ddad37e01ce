/** What the pages get that ask the user for values of a sign-in. */
import type { AccountView, Overview, SignInView } from '../../../src/messaging/views';

export interface AskedProps {
  readonly overview: Overview;
  readonly signIn: SignInView;
  readonly asked: Extract<NonNullable<SignInView['wait']>, { for: 'ask' }>;
  /** The account that is signed in again, where this window knows it. */
  readonly account: AccountView | undefined;
}
