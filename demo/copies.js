// Buttons that copy something, and say so.

import { say } from './dom.js';

/** How long a button says what it has done. */
const DONE = 2000;

/**
 * Where copying is not allowed, what there is to copy is marked, if it can be seen.
 * @param {HTMLElement} button
 * @param {() => string} text
 * @param {Node} [seen]
 */
export function copies(button, text, seen) {
  const label = button.textContent;
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text());
    } catch {
      if (seen) getSelection()?.selectAllChildren(seen);
      say('Press Ctrl+C or ⌘C to copy');
      return;
    }
    button.textContent = 'Copied';
    say('Copied');
    setTimeout(() => { button.textContent = label; }, DONE);
  });
}
