// ==UserScript==
// @name     Album count
// @match    https://photos.example/*
// @require  https://your.server/countersign.classic.js
// @grant    none
// ==/UserScript==

// With `@grant none` the script runs in the page and asks as the page's site: what the user allows holds for every script there.
// countersign.classic.js comes from `npm run build` (dist/client); serve it yourself.

const agent = Countersign.countersign();
const button = document.createElement('button');
button.textContent = 'Count my albums';
button.onclick = async () => {
  try {
    const [known] = await agent.accounts();
    const account = known ?? (await agent.connect({ service: 'https://api.photos.example', reason: 'To count your albums.' }));
    const albums = await (await account.fetch('https://api.photos.example/v1/albums')).json();
    button.textContent = `${albums.length} albums`;
  } catch (error) {
    button.textContent = error.code === 'not_available' ? 'Enable Countersign for this site first' : error.message;
  }
};
document.body.append(button);
