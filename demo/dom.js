// Elements, made without markup: pages that let no markup in show this one too.

/**
 * @param {string} tag
 * @param {Record<string, string | boolean | undefined>} [attributes] `true` stands without a value, `false` and nothing are left out
 * @param {...(Node | string)} children
 * @returns {any}
 */
export function create(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  set(element, attributes);
  element.append(...children);
  return element;
}

/** @param {Element} element @param {Record<string, string | boolean | undefined>} attributes */
function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
}

/** @param {string} path */
export function icon(path) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  set(svg, { viewBox: '0 0 16 16', 'aria-hidden': 'true', class: 'icon' });
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

/** A button that shows only a picture. @param {string} text @param {string} path @param {() => void} pressed */
export function iconButton(text, path, pressed) {
  const button = create('button', { type: 'button', class: 'icon-button' }, icon(path));
  label(button, text);
  button.addEventListener('click', pressed);
  return button;
}

/** For those who see it, and for those who do not. @param {HTMLElement} button @param {string} text */
export function label(button, text) {
  button.title = text;
  button.setAttribute('aria-label', text);
}

/** The one element of the page that `selector` finds. @param {string} selector @returns {any} */
export function find(selector) {
  const element = document.querySelector(selector);
  if (!element) throw new Error(`the page has no ${selector}`);
  return element;
}

/** Says something to those who do not see it. @param {string} sentence */
export function say(sentence) {
  find('#said').textContent = sentence;
}
