// What stands in the card while the form is not there: its shape, or another way to the help desk.
import { create } from './dom.js';

/** The shape of the form while the module is on its way. @param {HTMLElement} [button] what it waits for */
export function sketch(button) {
  const field = () => create('span', { class: 'ghost-field', 'aria-hidden': 'true' });
  const shape = create('div', { class: 'form loading', 'aria-busy': String(!button) }, field(), field(), field(), ...(button ? [button] : []));
  return create('section', { class: 'card', part: 'card' }, shape);
}

/**
 * A way out for a visitor whose browser cannot show the form, with a reason for whoever runs the page.
 * @param {{ text: (key: string) => string, href?: string, reason?: string, retry?: () => void }} what
 */
export function wayOut({ text, href, reason, retry }) {
  const heading = create('h2', { class: 'heading', part: 'heading' }, text('trouble.heading'));
  const head = create('header', { class: 'head', part: 'head' }, heading);
  const actions = create('div', { class: 'actions' });
  const children = [head, actions];
  if (href) {
    head.append(create('p', { class: 'lede', part: 'lede' }, text('trouble.lede')));
    actions.append(create('a', { class: 'go', part: 'fallback-link', href }, text('trouble.link')));
  }
  if (retry) {
    const button = create('button', { class: 'ghost', part: 'retry', type: 'button' }, text('retry'));
    button.addEventListener('click', retry);
    actions.append(button);
  }
  if (reason) children.splice(1, 0, create('p', { class: 'reason', part: 'reason', role: 'alert' }, reason));
  return create('section', { class: 'card', part: 'card' }, create('div', { class: 'form trouble' }, ...children));
}
