/** A button on every page: adds the page's title to the user's files. This script holds no token; the background signs. */
import { countersignHere, type CountersignError } from 'countersign/client';

const service = import.meta.env.VITE_SERVICE;
const countersign = countersignHere();

const button = document.createElement('button');
button.textContent = 'Note this page';
button.style.cssText = 'position: fixed; right: 1rem; bottom: 1rem; z-index: 9999';
button.onclick = async () => {
  try {
    // Asks the user for this site once; from then on the permit covers it.
    const account = await countersign.connect({ service: 'practice-files', methods: ['POST'], paths: ['/api/files'] });
    const response = await account.fetch(`${service}/api/files`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ title: document.title }),
    });
    button.textContent = response.ok ? 'Noted' : `Not noted: ${response.status}`;
  } catch (error) {
    button.textContent = `Not noted: ${(error as CountersignError).code}`;
  }
};
if (location.origin !== service) document.body.append(button);
