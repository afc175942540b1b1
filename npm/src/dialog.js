// The dialog that the form stands in. The browser keeps the focus in it and the page behind it out of reach.
import { create, icon } from './dom.js';
import { askToLeave } from './leave.js';
import { stopScrolling } from './scroll.js';
import { followViewport } from './viewport.js';

/** @typedef {ReturnType<typeof makeDialog>} Dialog */

const CROSS = 'M6 6l12 12M18 6L6 18';

/**
 * @param {HTMLElement} sheet what it shows
 * @param {{ text: (key: string) => string, unsent: () => boolean, closed: () => void }} about
 */
export function makeDialog(sheet, { text, unsent, closed }) {
  const cross = create('button', { class: 'close', part: 'close', type: 'button' }, icon(CROSS));
  const element = create('dialog', { class: 'dialog', part: 'dialog', tabindex: '-1' }, cross, sheet);
  /** Where the focus returns to. @type {HTMLElement | undefined} */
  let opener;
  /** What opening did to the page. @type {(() => void)[]} */
  let undo = [];
  /** The pointer went down beside the dialog; one that was only let go there had something else in mind. */
  let beside = false;

  /** @param {HTMLElement} [by] @returns {boolean} whether it has opened */
  function show(by) {
    if (element.open) return false;
    element.showModal();
    if (!element.getClientRects().length) {
      // It would block the page and not be seen.
      console.error('Deskbell: the element is hidden, and so is its dialog', element);
      element.close();
      return false;
    }
    element.focus();
    opener = by;
    undo = [stopScrolling(), followViewport(element)];
    return true;
  }

  function close() {
    element.close();
    settle();
  }

  /** Also after the browser closed it by itself: it does not ask anybody when Escape is pressed twice. */
  function settle() {
    if (element.open || !undo.length) return;
    for (const step of undo.splice(0)) step();
    element.querySelector('.leave')?.remove();
    // Browsers return the focus as well, but not all of them to a button that was clicked.
    opener?.focus({ preventScroll: true });
    closed();
  }

  /** @param {Event} event the visitor's wish to be elsewhere */
  function leave(event) {
    if (!unsent()) return close();
    event.preventDefault();
    askToLeave(element, text, close);
  }

  /** Moving the element takes the dialog down from the browser's top layer. */
  function moved() {
    if (!element.open || element.matches(':modal')) return;
    element.removeAttribute('open');
    element.showModal();
    element.focus();
  }

  /** Says everything again, perhaps in another language. */
  function label() {
    element.setAttribute('aria-label', text('heading') || text('launcher'));
    cross.setAttribute('aria-label', text('close'));
  }

  cross.addEventListener('click', close);
  element.addEventListener('close', settle);
  // A file chooser inside has a `cancel` of its own.
  element.addEventListener('cancel', (event) => event.target === element && leave(event));
  element.addEventListener('mousedown', (event) => {
    beside = event.target === element;
    // The focus stays where it is, to be there after the question.
    if (beside) event.preventDefault();
  });
  element.addEventListener('click', (event) => beside && event.target === element && leave(event));
  return { element, show, close, moved, label };
}
