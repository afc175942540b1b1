// Keeps the settings in the page's address, and takes them from there.

import { parse, print } from './link.js';

/** @typedef {import('./store.js').Store} Store */

/** Browsers refuse to write the address more than some hundred times in half a minute; a colour is changed as often. */
const PAUSE = 200;

/**
 * Changes of one control are one step of the browser's history.
 * @param {Store} store
 * @param {(ignored: string[]) => void} tell what of a link could not be understood
 */
export function keepInAddress(store, tell) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  const write = (/** @type {string} */ by) => {
    waiting = undefined;
    const hash = print(store.settings);
    const address = `${location.pathname}${location.search}${hash && `#${hash}`}`;
    if (hash === location.hash.slice(1)) return;
    if (history.state?.by === by) history.replaceState({ by }, '', address);
    else history.pushState({ by }, '', address);
  };
  store.follow((_, by) => {
    clearTimeout(waiting);
    if (by !== 'start' && by !== 'address') waiting = setTimeout(write, PAUSE, by);
  });
  // Also when another link is put into the address bar.
  addEventListener('popstate', () => {
    clearTimeout(waiting);
    const { settings, ignored } = parse(location.hash);
    store.change(settings, 'address');
    tell(ignored);
  });
}
