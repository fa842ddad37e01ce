/** The pages anyone may see at either service: the front page and the desk where apps are registered. */
import { html } from './answers';
import { homePage, registerPage, registeredPage } from './pages';
import { formOf } from './request-body';
import type { Exchange } from './server';
import { USERS } from './users';

export interface FrontDesk {
  readonly name: string;
  readonly callbackLabel: string;
  readonly secretChoice: boolean;
  /** Registers an app and tells what to show. @throws Error whose message is shown on the form. */
  register(callback: string, secret: boolean): { id: string; label: string; value: string }[];
}

/** Serves `/` and `/developers`. @returns false for any other route. */
export function serveFrontDesk(exchange: Exchange, desk: FrontDesk): boolean {
  const { name, callbackLabel, secretChoice } = desk;
  switch (`${exchange.method} ${exchange.path}`) {
    case 'GET /':
      html(exchange, 200, 'front page', homePage(name, USERS));
      return true;
    case 'GET /developers':
      html(exchange, 200, 'registration form', registerPage({ service: name, callbackLabel, secretChoice }));
      return true;
    case 'POST /developers': {
      const form = formOf(exchange.req.headers['content-type'], exchange.body);
      try {
        const values = desk.register(form?.get('callback') ?? '', form?.get('secret') === 'yes');
        html(exchange, 200, 'app registered', registeredPage(name, values));
      } catch (error) {
        const problem = error instanceof Error ? error.message : 'could not register';
        html(exchange, 400, problem, registerPage({ service: name, callbackLabel, secretChoice, problem }));
      }
      return true;
    }
    default:
      return false;
  }
}
