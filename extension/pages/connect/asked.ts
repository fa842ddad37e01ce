/** What the pages get that ask the user for values of a sign-in. */
import type { Overview, SignInView } from '../../../src/messaging/views';

export interface AskedProps {
  readonly overview: Overview;
  readonly signIn: SignInView;
  readonly asked: Extract<NonNullable<SignInView['wait']>, { for: 'ask' }>;
}
