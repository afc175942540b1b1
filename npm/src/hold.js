// What a visitor does to a form that is shown and does not work yet: it is held, and done again once the form works.

/** @typedef {ReturnType<typeof hold>} Held */

/** What such a form listens to. It takes no files: one that does is shown only when it works. */
const TYPES = ['input', 'change', 'blur', 'click', 'submit'];

/** What the browser is not to do by itself meanwhile. */
const PRESSED = 'button, a';

/** @param {HTMLElement} place where the form stands */
export function hold(place) {
  /** What to do again. @type {(() => void)[]} */
  const deeds = [];
  const ended = new AbortController();
  const { signal } = ended;
  let typed = false;

  /** @param {Event} event */
  function take(event) {
    const target = /** @type {HTMLElement} */ (event.composedPath()[0]);
    event.stopPropagation();
    const again = replay(event, target);
    if (again) deeds.push(again);
    typed ||= event.type === 'input';
  }

  /** @param {BeforeUnloadEvent} event */
  function ask(event) {
    if (!typed) return;
    event.preventDefault();
    event.returnValue = true; // What browsers before 2023 ask for.
  }

  for (const type of TYPES) place.addEventListener(type, take, { capture: true, signal });
  addEventListener('beforeunload', ask, { signal });
  return {
    /** Something was typed. */
    get typed() {
      return typed;
    },
    /** Lets go of the form, and does everything again. */
    release() {
      ended.abort();
      for (const deed of deeds) deed();
    },
    /** Lets go of a form that is gone. */
    drop() {
      ended.abort();
    },
  };
}

/**
 * @param {Event} event
 * @param {HTMLElement} target
 * @returns {(() => void) | undefined} does it again; values are in the controls already
 */
function replay(event, target) {
  const { type } = event;
  if (type === 'click') {
    const pressed = /** @type {HTMLElement | null} */ (target.closest(PRESSED));
    if (!pressed) return undefined;
    event.preventDefault();
    return () => pressed.click();
  }
  if (type === 'submit') {
    event.preventDefault();
    return () => /** @type {HTMLFormElement} */ (target).requestSubmit();
  }
  return () => target.dispatchEvent(new Event(type, { bubbles: type !== 'blur', composed: true }));
}
