// Elements made by hand: what pages with strict policies allow.

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function create(name, attributes, ...children) {
  return dress(document.createElement(name), attributes, children);
}

/** A drawing of one line on 24 by 24. @param {string} line @returns {SVGElement} */
export function icon(line) {
  const part = (/** @type {string} */ name) => /** @type {SVGElement} */ (document.createElementNS('http://www.w3.org/2000/svg', name));
  return dress(part('svg'), { class: 'glyph', viewBox: '0 0 24 24', 'aria-hidden': 'true' }, [dress(part('path'), { d: line }, [])]);
}

/**
 * @template {Element} E
 * @param {E} element
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 */
export function dress(element, attributes, children = []) {
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}
