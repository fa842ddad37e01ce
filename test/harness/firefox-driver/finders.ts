/** Playwright's ways to name an element, the same for a page and inside an element. */
import {
  getByAltTextSelector,
  getByLabelSelector,
  getByPlaceholderSelector,
  getByRoleSelector,
  getByTestIdSelector,
  getByTextSelector,
  getByTitleSelector,
} from 'ivya';

export type Text = string | RegExp;
interface Exact {
  readonly exact?: boolean;
}

/** @typeParam L what stands for the elements found */
export abstract class Finders<L> {
  /** What a selector finds in here. */
  protected abstract inside(selector: string): L;

  getByRole = (role: string, options?: Parameters<typeof getByRoleSelector>[1]): L =>
    this.inside(getByRoleSelector(role, options));
  getByText = (text: Text, options?: Exact): L => this.inside(getByTextSelector(text, options));
  getByLabel = (text: Text, options?: Exact): L => this.inside(getByLabelSelector(text, options));
  getByPlaceholder = (text: Text, options?: Exact): L => this.inside(getByPlaceholderSelector(text, options));
  getByAltText = (text: Text, options?: Exact): L => this.inside(getByAltTextSelector(text, options));
  getByTitle = (text: Text, options?: Exact): L => this.inside(getByTitleSelector(text, options));
  getByTestId = (id: Text): L => this.inside(getByTestIdSelector('data-testid', id));
}
