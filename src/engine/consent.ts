/** Puts the questions of content scripts to the extension's own way of asking its user. */
import type { Decision, Engine } from '../admin/engine';
import type { AccountView, AskView } from '../messaging/views';

/** What a content script wants: from which site, which service, and how far. */
export interface Question extends AskView {
  /** The accounts at that service, of which one may be chosen. */
  readonly accounts: readonly AccountView[];
}

/**
 * Answers a question. Without an answer it stays open, until {@link Engine.decide} answers it or the asker has gone. After a stop of the
 * background it is put once more, under the same id, if its asker still waits.
 */
export type Consent = (question: Question) => Decision | undefined | Promise<Decision | undefined>;

/** @returns to be told of each question for whose answer somebody waits: puts it once in this life of the worker */
export function consentDesk(engine: Engine, consent: Consent): (id: string) => void {
  const put = new Set<string>();
  const ask = async (id: string): Promise<void> => {
    const { asks, accounts } = await engine.overview();
    const asked = asks.find((one) => one.id === id);
    if (!asked) return;
    const fitting = accounts.filter(({ serviceId }) => serviceId === asked.serviceId);
    const decision = await consent({ ...asked, accounts: fitting });
    if (decision !== undefined) await engine.decide(id, decision);
  };
  return (id) => {
    if (put.has(id)) return;
    put.add(id);
    void ask(id).catch(async (error: unknown) => {
      await engine.decide(id, 'later'); // the asker must not wait for ever
      throw error;
    });
  };
}
