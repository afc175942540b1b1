// How a form behaves towards the page it stands in.

/** @typedef {import('./deskbell_wasm.js').Mounted} Mounted */

/** Keys that do something to the page, wherever they are typed. */
const PAGES_OWN = /^(Escape|Tab|F\d+)$/;

/** What is typed into the form is no shortcut of the page's. @param {HTMLElement} box */
export function keepKeysIn(box) {
  for (const name of ['keydown', 'keypress', 'keyup']) {
    box.addEventListener(name, (event) => {
      const control = /** @type {Element} */ (event.composedPath()[0]);
      if (PAGES_OWN.test(/** @type {KeyboardEvent} */ (event).key)) return;
      if (control.matches('input, textarea, select, [contenteditable]')) event.stopPropagation();
    });
  }
}

/**
 * Tells the form what happens to the page: the network, leaving, coming back.
 * @param {HTMLElement} host
 * @param {Mounted} mounted
 * @param {boolean} survives what was typed outlives the page, so that leaving needs no question
 * @returns {() => void} ends it
 */
export function attend(host, mounted, survives) {
  const ended = new AbortController();
  const { signal } = ended;
  const on = (/** @type {EventTarget} */ target, /** @type {string[]} */ names, /** @type {(event: any) => void} */ listener) => {
    for (const name of names) target.addEventListener(name, listener, { signal });
  };
  on(window, ['online', 'offline'], () => mounted.online(navigator.onLine));
  on(window, ['pagehide'], () => mounted.keep());
  on(window, ['pageshow'], (event) => event.persisted && mounted.revive());
  on(document, ['visibilitychange'], () => document.hidden && mounted.keep());
  if (survives) return () => ended.abort();

  const ask = (/** @type {BeforeUnloadEvent} */ event) => {
    if (!mounted.unsent) return;
    event.preventDefault();
    event.returnValue = true; // What browsers before 2023 ask for.
  };
  // Only while there is something to lose: a page that listens to this cannot be brought back as it was.
  let asking = false;
  const weigh = () => {
    if (asking === mounted.unsent) return;
    asking = mounted.unsent;
    if (asking) on(window, ['beforeunload'], ask);
    else removeEventListener('beforeunload', ask);
  };
  on(host, ['ready', 'input', 'created', 'pending', 'error'].map((name) => `deskbell-${name}`), weigh);
  return () => ended.abort();
}
