// When something is loaded: the words of the attribute `load`.

/** The first sign that somebody is about to press. */
export const NEAR = ['pointerover', 'focusin', 'touchstart'];

/** What is this near the window, or in it, counts as visible: two flicks of a thumb. */
const MARGIN = '800px';

/** What `load` may be, each with what waits for it. @type {Record<string, (seen: Element, act: () => void) => (() => void)>} */
const WAITS = { eager, idle, visible, interaction: () => () => {} };

/**
 * Calls `act` when the time has come. Interaction is for the caller to hear of.
 * @param {string} load
 * @param {Element} seen what must come near the window
 * @param {() => void} act
 * @returns {() => void} ends it
 */
export function when(load, seen, act) {
  return WAITS[load](seen, act);
}

/** One of the words. @param {unknown} load @param {'visible' | 'interaction'} otherwise */
export function wordOf(load, otherwise) {
  return Object.hasOwn(WAITS, String(load)) ? String(load) : otherwise;
}

/** @type {typeof WAITS[string]} */
function eager(_, act) {
  act();
  return () => {};
}

/** After the page itself has loaded, when the browser has nothing else to do. @type {typeof WAITS[string]} */
function idle(_, act) {
  let over = false;
  const unlessOver = () => over || act();
  // Safari does not tell.
  const wait = () => ('requestIdleCallback' in window ? requestIdleCallback(unlessOver) : setTimeout(unlessOver));
  if (document.readyState === 'complete') wait();
  else addEventListener('load', wait, { once: true });
  return () => {
    over = true;
  };
}

/** What stands in a hidden tab of the page becomes visible with it. @type {typeof WAITS[string]} */
function visible(seen, act) {
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    act();
  }, { rootMargin: MARGIN });
  observer.observe(seen);
  return () => observer.disconnect();
}
