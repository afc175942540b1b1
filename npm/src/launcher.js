// What opens the dialog: the floating button, or buttons that the page has already.
import { create, dress, icon } from './dom.js';
import { NEAR } from './when.js';

/** A bell as it stands on a desk. */
const BELL = 'M3 17h18M5 17a7 7 0 0 1 14 0M12 10V6.5M9.5 6.5h5M3 20.5h18';

/** @typedef {{ near: () => void, press: (opener: HTMLElement) => void }} Wishes */

/**
 * Fixed to the window by its own style, not by that of the element, which is the page's to change. It is not put on the
 * browser's top layer, where it would escape a transformed ancestor: up there `z-index` says nothing, and it would lie
 * above whatever the page opens over itself.
 * @param {Wishes} wishes
 * @param {HTMLElement | null} drawn what loader.js has drawn: its button goes on as this one, and may be under a finger now
 */
export function makeLauncher({ near, press }, drawn) {
  const button = drawn instanceof HTMLButtonElement ? drawn : create('button', {});
  button.removeAttribute('href');
  dress(button, { class: 'launcher', part: 'launcher', type: 'button', 'aria-haspopup': 'dialog' });
  button.replaceChildren(icon(BELL), create('span', {}));
  if (button.matches(':hover, :focus')) near();
  for (const name of NEAR) button.addEventListener(name, near, { once: true, passive: true });
  button.addEventListener('click', () => press(button));
  return button;
}

/**
 * Lets the elements of the page that match `selector` open the dialog, those to come as well.
 * @param {HTMLElement} host
 * @param {string} selector
 * @param {Wishes} wishes
 * @returns {() => void} ends it
 */
export function adopt(host, selector, { near, press }) {
  const ended = new AbortController();
  const { signal } = ended;
  const places = new Set([host.getRootNode(), document]);
  /** Those that did not say by themselves what they open. @type {Set<Element>} */
  const marked = new Set();
  const mark = (/** @type {Element} */ opener) => {
    if (opener.hasAttribute('aria-haspopup')) return;
    opener.setAttribute('aria-haspopup', 'dialog');
    marked.add(opener);
  };
  for (const place of /** @type {Set<Document | ShadowRoot>} */ (places)) {
    const listen = (/** @type {string} */ name, /** @type {(opener: HTMLElement, event: any) => void} */ heard) => {
      const listener = (/** @type {any} */ event) => {
        const opener = event.target.closest?.(selector);
        if (opener) heard(opener, event);
      };
      place.addEventListener(name, listener, { signal, passive: name === 'touchstart' });
    };
    for (const name of NEAR) {
      listen(name, (opener) => {
        mark(opener);
        near();
      });
    }
    listen('click', (opener, event) => {
      // A link that is asked for in a new tab is still a link.
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      press(opener);
    });
    for (const opener of place.querySelectorAll(selector)) {
      mark(opener);
      // The first sign may have been what loaded the element.
      if (opener.matches(':hover, :focus')) near();
    }
  }
  return () => {
    ended.abort();
    for (const opener of marked) opener.removeAttribute('aria-haspopup');
  };
}
