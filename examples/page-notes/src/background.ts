/** The whole background: the engine, with one service, one app, and a way to ask the user. */
import { startEngine } from 'countersign/engine';
import { files } from './service';

declare const chrome: {
  windows: { create(how: { url: string; type: 'popup'; width: number; height: number }): Promise<unknown> };
};

startEngine({
  services: [files],
  apps: { [files.id]: { clientId: import.meta.env.VITE_CLIENT_ID } },
  // A content script wants to use an account: our page shows every open question, and answers it by `decide`.
  consent: async () => {
    await chrome.windows.create({ url: 'page.html', type: 'popup', width: 480, height: 420 });
    return undefined;
  },
});
