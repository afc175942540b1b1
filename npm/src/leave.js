// The question before a dialog closes over text that has not been sent.
import { create } from './dom.js';

/**
 * @param {HTMLElement} dialog
 * @param {(key: string) => string} text
 * @param {() => void} leave
 */
export function askToLeave(dialog, text, leave) {
  const { activeElement } = /** @type {ShadowRoot} */ (dialog.getRootNode());
  const stay = create('button', { class: 'go', part: 'stay', type: 'button' }, text('leave.stay'));
  const go = create('button', { class: 'ghost', part: 'leave', type: 'button' }, text('leave.close'));
  const question = create(
    'dialog',
    { class: 'leave', part: 'question', role: 'alertdialog', 'aria-labelledby': 'leave', 'aria-describedby': 'leave-text' },
    create('h2', { class: 'heading', id: 'leave' }, text('leave.heading')),
    create('p', { class: 'lede', id: 'leave-text' }, text('leave.text')),
    create('div', { class: 'actions' }, stay, go),
  );
  stay.addEventListener('click', () => question.close());
  go.addEventListener('click', leave);
  question.addEventListener('close', () => {
    question.remove();
    /** @type {HTMLElement | null} */ (activeElement)?.focus({ preventScroll: true });
  });
  dialog.append(question);
  // The focus goes to the first button: to stay.
  question.showModal();
}
